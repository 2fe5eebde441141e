import type { Condition } from "../condition/condition";
import type { PolicyType, Principals } from "../document/policy-document";
import { principalFact } from "../evaluate/principal-facts";
import { readPrincipal } from "../evaluate/principal";
import { RequestView } from "../evaluate/request-view";
import { allCallers, CALLER_KEYS, identityCallers, type CallerKind, type FactValue } from "./caller";
import { ANY_CALLER } from "./caller-of-account";
import { variableKeys } from "./variables";
import type { ReadGoal } from "./goal";
import { needsIamIdentity } from "./key-facts";
import { describesPrincipal } from "./separate-principals";
import type { Side } from "./side";
import type { FixedCaller } from "./statement-env";
import { ANY_RESOURCE, RESOURCE_IN_ACCOUNT, RESOURCE_WITHOUT_ACCOUNT, type ResourceKind } from "./universe";

/** Lower-case keys that the conditions and variables of a goal name. */
export function keysOf(goal: ReadGoal): ReadonlySet<string> {
  const sources = goal.all.flatMap(({ layers }) => layers.flat());
  return new Set(
    sources.flatMap(({ statement, document }) => [
      ...statement.conditions.map(({ key }: Condition) => key.toLowerCase()),
      ...variableKeys(statement, document),
    ]),
  );
}

/** The kinds of callers that a goal ranges over. */
export function callersOf(goal: ReadGoal, policyType: PolicyType): readonly (CallerKind | FixedCaller)[] {
  const first = goal.allowed[0];
  const own = goal.areSeparate && first !== undefined ? ownCaller(first) : undefined;
  if (own !== undefined) return [own];
  const fixed = goal.all.find((side) => side.fixed !== undefined)?.fixed;
  if (fixed !== undefined) return [fixedCaller(fixed.principal, fixed.context)];
  const named = goal.all
    .flatMap(({ layers }) => layers.flat())
    .flatMap(({ statement }) => {
      return [statement.principals, statement.notPrincipals].filter((one) => one !== undefined);
    });
  const isResource = policyType === "resource" || policyType === "trust" || policyType === "rcp";
  const keys = [...keysOf(goal)];
  const byCaller = keys.some((key) => CALLER_KEYS.has(key) || (isResource && needsIamIdentity(key)));
  if (!byCaller && named.every(isEverybody)) return [fixedCaller(ANY_CALLER, undefined)];
  if (policyType === "scp")
    return allCallers([]).filter(({ kind }) => ["roleSession", "user", "accountRoot"].includes(kind));
  return isResource ? allCallers(named) : identityCallers();
}

function isEverybody({ aws }: Principals): boolean {
  return aws.includes("*");
}

/** The principal of one side, where the sides have different ones: what else describes it is not known. */
export function ownCaller({ fixed }: Side): FixedCaller | undefined {
  if (fixed === undefined) return undefined;
  const caller = fixedCaller(fixed.principal, fixed.context);
  const fact = (key: string): FactValue | undefined =>
    caller.fact(key) ?? (describesPrincipal(key) ? { kind: "unknown" } : undefined);
  return { ...caller, fact };
}

/** Without a context, the caller's keys only; with one, also what it says of other keys. */
function fixedCaller(
  principal: string,
  context: Readonly<Record<string, string | number | boolean | readonly string[]>> | undefined,
): FixedCaller {
  const view = new RequestView({ principal, action: "", resource: "*", context: context ?? {} });
  const known = new Set(Object.keys(context ?? {}).map((key) => key.toLowerCase()));
  const fact = (key: string): FactValue | undefined => {
    if (!CALLER_KEYS.has(key) && !known.has(key)) return undefined;
    const value = known.has(key) ? view.valueOf(key) : principalFact(key, readPrincipal(principal));
    if (value === undefined) return { kind: "absent" };
    return typeof value === "string" ? { kind: "text", text: value } : { kind: "texts", texts: value };
  };
  return { kind: "fixed", principal, fact };
}

/** The kinds of resources that a goal ranges over. */
export function resourcesOf(goal: ReadGoal): readonly ResourceKind[] {
  return keysOf(goal).has("aws:resourceaccount") ? [RESOURCE_WITHOUT_ACCOUNT, RESOURCE_IN_ACCOUNT] : [ANY_RESOURCE];
}
