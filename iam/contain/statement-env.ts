import type { PolicySymbol } from "../document/policy-document";
import { literalTokens } from "../pattern/pattern-token";
import { type Binding, type OpaqueNames } from "./bindings";
import { CALLER_KEYS, type CallerKind, type FactValue } from "./caller";
import { needsIamIdentity, unnamedKey, type KeyFacts } from "./key-facts";
import type { SetCache } from "./set-cache";
import type { ResourceKind } from "./universe";
import type { AtomTable } from "./value-set";

/** A caller that a question fixes: what it is called, and what follows from it. */
export interface FixedCaller {
  readonly kind: "fixed";
  readonly principal: string;
  /** Keys that follow from the caller or that the question fixes; undefined: the key is free. */
  fact(lowerCaseKey: string): FactValue | undefined;
  /**
   * Absent: session keys belong to the request. `best`: the caller has chosen a session whose conditions keep it from
   * nothing. `unknown`: there is no one such session.
   */
  readonly session?: "best" | "unknown";
}

/** What the literals of statements are made with. */
export interface StatementEnvironment {
  readonly atoms: AtomTable;
  readonly sets: SetCache;
  readonly keys: ReadonlyMap<string, KeyFacts>;
  readonly caller: CallerKind | FixedCaller;
  readonly resource: ResourceKind;
  readonly opaque: OpaqueNames;
  /** Values chosen for variables (by lower-case key), null for an absent key; others are opaque. */
  readonly chosen: ReadonlyMap<string, string | null>;
}

/** The value of a key that follows from caller or resource; undefined: the key is free. */
export function factOf(lowerCaseKey: string, { caller, resource }: StatementEnvironment): FactValue | undefined {
  if (lowerCaseKey === "aws:resourceaccount") return resource.account;
  if (caller.kind === "fixed" || CALLER_KEYS.has(lowerCaseKey)) return caller.fact(lowerCaseKey);
  const hasIdentity = ["user", "roleSession", "federatedUser", "accountRoot"].includes(caller.kind);
  return !hasIdentity && needsIamIdentity(lowerCaseKey) ? { kind: "absent" } : undefined;
}

/** What is known of a condition key; of one that no catalogue names, what follows from its name. */
export function keyFacts(lowerCaseKey: string, { keys }: StatementEnvironment): KeyFacts {
  return keys.get(lowerCaseKey) ?? unnamedKey(lowerCaseKey);
}

/** Whether a variable has a value in every request, in none, or in some. */
export function variablePresence(
  lowerCaseKey: string,
  environment: StatementEnvironment,
): "always" | "never" | "sometimes" {
  const fact = factOf(lowerCaseKey, environment);
  if (fact !== undefined) return fact.kind === "absent" || fact.kind === "texts" ? "never" : "always";
  if (keyFacts(lowerCaseKey, environment).isMultiValued) return "never";
  const chosen = environment.chosen.get(lowerCaseKey);
  return chosen === undefined ? "sometimes" : chosen === null ? "never" : "always";
}

/** What a present variable stands for. */
export function variableBinding(lowerCaseKey: string, environment: StatementEnvironment): Binding {
  const fact = factOf(lowerCaseKey, environment);
  if (fact?.kind === "absent" || fact?.kind === "texts") return "absent";
  const known = fact?.kind === "text" ? fact.text : environment.chosen.get(lowerCaseKey);
  if (known === null) return "absent";
  if (known === undefined) return environment.opaque.variable(lowerCaseKey);
  return literalTokens(known);
}

/** The symbol of a placeholder. */
export function symbolAt(symbols: readonly PolicySymbol[], index: number): PolicySymbol {
  return symbols[index] ?? { id: `symbol ${index}`, label: `symbol ${index}` };
}
