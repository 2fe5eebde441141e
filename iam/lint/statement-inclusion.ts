import type { ConditionView, StatementView } from "./statement-view";
import type { ValueInclusion } from "./value-inclusion";

/**
 * Whether every request that `inner` matches is matched by `outer` of the same effect: each action, resource and
 * principal of `inner` is included in one of `outer`, and each condition of `outer` stands in `inner` too, with no more
 * values. True is certain; statements with NotAction, NotResource or NotPrincipal are compared with equal ones only.
 */
export function includesStatement(outer: StatementView, inner: StatementView, inclusion: ValueInclusion): boolean {
  const [a, b] = [outer.statement, inner.statement];
  if (a.effect !== b.effect) return false;
  const complements = [
    [a.notActions, b.notActions],
    [a.notResources, b.notResources],
    [a.notPrincipals, b.notPrincipals],
  ] as const;
  if (!complements.every(([x, y]) => JSON.stringify(x) === JSON.stringify(y))) return false;
  if ((a.resources === undefined) !== (b.resources === undefined)) return false;
  if ((a.principals === undefined) !== (b.principals === undefined)) return false;
  return (
    includesLists(outer, inner, inclusion) && outer.conditions.every((condition) => hasCondition(inner, condition))
  );
}

function includesLists(outer: StatementView, inner: StatementView, inclusion: ValueInclusion): boolean {
  const actions = inner.actions.every(
    (view) => view.element === "NotAction" || outer.actions.some((other) => inclusion.includesAction(other, view)),
  );
  if (!actions) return false;
  const resources = inner.resources.every(
    (view) =>
      view.element === "NotResource" || outer.resources.some((other) => inclusion.includesResource(other, view)),
  );
  if (!resources) return false;
  return inner.principals.every(
    ({ element, kind, text }) =>
      element === "NotPrincipal" ||
      outer.principals.some((other) => (other.kind === kind && other.text === text) || isEveryone(other)),
  );
}

function isEveryone({ kind, text }: StatementView["principals"][number]): boolean {
  return kind === "AWS" && text === "*";
}

/** The same operator on the same key; of several values one must match, so fewer values ask for more. */
function hasCondition(inner: StatementView, condition: ConditionView): boolean {
  const wanted = new Set(condition.values.map(({ text }) => text));
  return inner.conditionsOn(condition.lowerKey).some((other) => {
    if (other.condition.operator !== condition.condition.operator || other.values.length === 0) return false;
    const texts = other.values.map(({ text }) => text);
    const isMonotone = condition.operator?.negated === false && condition.operator.qualifier === undefined;
    const isSame = texts.length === wanted.size;
    return texts.every((text) => wanted.has(text)) && (isMonotone || isSame);
  });
}
