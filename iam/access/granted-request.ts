import type { PolicyDocument, StatementReference } from "../document/policy-document";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import { CompiledStatement, type Attachment } from "../evaluate/compiled-statement";
import { RequestView } from "../evaluate/request-view";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { or, type Outcome } from "../outcome";
import type { Reason } from "../reason";
import { FRESH_TEXT, candidatesOf, variableKeys, type Candidate } from "./condition-candidates";

/** Whether a document grants a call, in whatever context the caller may choose. */
export interface AccessQuestion {
  /** `principal`: the document is attached to a principal; `resource`: it is the resource's own, as a trust policy is. */
  readonly attachment: Attachment;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /**
   * The values that a key (lower case) may take, undefined standing for its absence; the first is tried first. No
   * answer: any value.
   */
  readonly valuesOf?: (lowerCaseKey: string) => readonly Candidate[] | undefined;
}

/** The answer, with a request that is granted and every Allow statement that grants the call by itself. */
export type AccessAnswer =
  | {
      readonly kind: "granted";
      readonly request: AuthorizationRequest;
      readonly statements: readonly StatementReference[];
    }
  | { readonly kind: "notGranted" }
  | { readonly kind: "unknown"; readonly reason: Reason };

/**
 * Looks for a context in which `document` alone grants the call: an Allow statement matches, and no Deny does. A request
 * that is returned is granted; `notGranted` holds for all contexts of the values that `candidatesOf` tells apart.
 * Bounded by `limits.accessSteps` for each Allow statement.
 */
export function findGrantedRequest(
  document: PolicyDocument,
  question: AccessQuestion,
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  const compiled = compileOnce(document, question.attachment).filter((statement) => mayConcern(statement, question));
  const denies = compiled.filter(({ effect }) => effect === "Deny");
  const statements: StatementReference[] = [];
  let request: AuthorizationRequest | undefined;
  let reason: Reason | undefined;
  for (const allow of compiled) {
    if (allow.effect !== "Allow") continue;
    const answer = new ContextSearch(allow, denies, question, limits).run();
    if (answer.kind === "granted") {
      request ??= answer.request;
      statements.push(allow.reference);
    } else if (answer.kind === "unknown") reason ??= answer.reason;
  }
  if (request !== undefined) return { kind: "granted", request, statements };
  return reason === undefined ? { kind: "notGranted" } : { kind: "unknown", reason };
}

/** One document is asked many questions, so its compiled statements are kept as long as the document itself. */
const compiledDocuments: Readonly<Record<Attachment, WeakMap<PolicyDocument, readonly CompiledStatement[]>>> = {
  principal: new WeakMap(),
  resource: new WeakMap(),
};

function compileOnce(document: PolicyDocument, attachment: Attachment): readonly CompiledStatement[] {
  const kept = compiledDocuments[attachment].get(document);
  if (kept !== undefined) return kept;
  const compiled = document.statements.map(
    (statement, index) => new CompiledStatement("document", document, statement, index, attachment),
  );
  compiledDocuments[attachment].set(document, compiled);
  return compiled;
}

function requestOf(question: AccessQuestion, context: AuthorizationRequest["context"]): AuthorizationRequest {
  const { principal, action, resource } = question;
  return { principal, action, resource, context };
}

function mayConcern(statement: CompiledStatement, question: AccessQuestion): boolean {
  const view = new RequestView(requestOf(question, {}));
  if (statement.matchesAction(view) === false || matchesPrincipal(statement, view) === false) return false;
  return variableKeysOf(statement).length > 0 || statement.matchesResource(view) !== false;
}

function matchesPrincipal(statement: CompiledStatement, view: RequestView): Outcome {
  const { direct, role, account } = statement.matchesPrincipal(view, false);
  return or(direct, or(role, account));
}

/** The keys of the variables in Resource or NotResource. */
function variableKeysOf({ statement }: CompiledStatement): readonly string[] {
  return [...(statement.resources ?? []), ...(statement.notResources ?? [])].flatMap(variableKeys);
}

type Found =
  | { readonly kind: "granted"; readonly request: AuthorizationRequest }
  | { readonly kind: "notGranted" }
  | {
      readonly kind: "unknown";
      readonly reason: Reason;
    };

/** Search for a context in which one Allow statement matches and no Deny does; keys are fixed only where they decide. */
class ContextSearch {
  private steps = 0;
  private reason: Reason | undefined;
  private readonly candidates = new Map<string, readonly Candidate[]>();

  constructor(
    private readonly allow: CompiledStatement,
    private readonly denies: readonly CompiledStatement[],
    private readonly question: AccessQuestion,
    private readonly limits: Limits,
  ) {}

  run(): Found {
    const request = this.search(new Map());
    if (request !== undefined) return { kind: "granted", request };
    return this.reason === undefined ? { kind: "notGranted" } : { kind: "unknown", reason: this.reason };
  }

  private search(fixed: ReadonlyMap<string, Candidate>): AuthorizationRequest | undefined {
    this.steps += 1;
    if (this.steps > this.limits.accessSteps) {
      this.reason ??= {
        code: "limit",
        limit: "accessSteps",
        message: `no answer within ${this.limits.accessSteps} contexts`,
      };
      return undefined;
    }
    const request = requestOf(this.question, this.contextOf(fixed));
    const view = new RequestView(request);
    const allowed = this.outcome(this.allow, view);
    if (allowed !== true) return this.change(this.allow, allowed, fixed, view);
    for (const deny of this.denies) {
      const denied = this.outcome(deny, view);
      if (denied !== false) return this.change(deny, denied, fixed, view);
    }
    return request;
  }

  private outcome(statement: CompiledStatement, view: RequestView): Outcome {
    const rest = statement.matchesAllButPrincipal(view);
    if (rest === false) return false;
    const principal = matchesPrincipal(statement, view);
    if (principal === false) return false;
    return rest === true ? principal : rest;
  }

  /** Tries other values of the keys that decide whether the statement matches. */
  private change(
    statement: CompiledStatement,
    outcome: Outcome,
    fixed: ReadonlyMap<string, Candidate>,
    view: RequestView,
  ): AuthorizationRequest | undefined {
    const now = this.reason;
    for (const key of this.keysToChange(statement, view)) {
      if (fixed.has(key)) continue;
      const current = this.defaultOf(key);
      for (const candidate of this.candidatesFor(key)) {
        if (candidate === current) continue;
        const found = this.search(new Map([...fixed, [key, candidate]]));
        if (found !== undefined) return found;
      }
    }
    if (typeof outcome !== "boolean") this.reason = now ?? outcome;
    return undefined;
  }

  /** Of an Allow that does not match the keys of the first condition that fails; of a Deny that matches all its keys. */
  private keysToChange(statement: CompiledStatement, view: RequestView): readonly string[] {
    const conditions =
      statement.effect === "Deny"
        ? statement.conditions
        : statement.conditions.filter((condition) => condition.holds(view) !== true).slice(0, 1);
    const keys = conditions.flatMap(({ key, source }) => [key, ...source.values.flatMap(variableKeys)]);
    return [...new Set([...keys, ...variableKeysOf(statement)])];
  }

  private contextOf(fixed: ReadonlyMap<string, Candidate>): AuthorizationRequest["context"] {
    const context: Record<string, NonNullable<Candidate>> = {};
    for (const statement of [this.allow, ...this.denies]) {
      for (const { key } of statement.conditions) {
        const value = fixed.has(key) ? fixed.get(key) : this.defaultOf(key);
        if (value !== undefined) context[key] = value;
      }
    }
    for (const [key, value] of fixed) if (value !== undefined) context[key] = value;
    return context;
  }

  private defaultOf(key: string): Candidate {
    return this.question.valuesOf?.(key)?.[0];
  }

  private candidatesFor(key: string): readonly Candidate[] {
    let candidates = this.candidates.get(key);
    if (candidates === undefined) {
      const conditions = [this.allow, ...this.denies].flatMap((statement) =>
        statement.conditions.filter((condition) => condition.key === key).map(({ source }) => source),
      );
      const all = conditions.length === 0 ? [FRESH_TEXT] : candidatesOf(conditions);
      candidates = this.question.valuesOf?.(key) ?? all;
      this.candidates.set(key, candidates);
    }
    return candidates;
  }
}
