import type { ConditionKeyDefinition } from "../data/action-catalogue";
import type { OperatorView } from "./condition-operator";
import type { LintContext } from "./lint-context";
import type { Report } from "./rule";
import type { ConditionView } from "./statement-view";
import type { ValueView } from "./value-view";

/** A condition whose operator AWS knows. */
export type KnownCondition = ConditionView & { readonly operator: OperatorView };

/** The conditions of a document whose operator AWS knows. */
export function knownConditions({ conditions }: LintContext): readonly KnownCondition[] {
  return conditions.filter((view): view is KnownCondition => view.operator !== undefined);
}

/** Values whose text is all there is: no symbol, and no variable of the request. */
export function fixedValues(values: readonly ValueView[]): readonly ValueView[] {
  return values.filter(({ parts }) => parts.every(({ kind }) => kind !== "symbol" && kind !== "variable"));
}

/** A check for rules that judge each fixed value under operators of some kind. */
export function eachFixedValue(
  applies: (operator: OperatorView) => boolean,
  check: (value: ValueView, condition: KnownCondition, report: Report) => void,
): (context: LintContext, report: Report) => void {
  return (context, report) => {
    for (const condition of knownConditions(context)) {
      if (!applies(condition.operator)) continue;
      for (const value of fixedValues(condition.values)) check(value, condition, report);
    }
  };
}

/** Conditions with the catalogue's definition of their key; those whose key it does not know are left out. */
export function definedConditions(
  context: LintContext,
): readonly (readonly [KnownCondition, ConditionKeyDefinition])[] {
  return knownConditions(context).flatMap((condition) => {
    const definition = context.catalogue?.conditionKey(condition.key);
    return definition === undefined ? [] : [[condition, definition] as const];
  });
}

/** Whether a value is a lone `*`, in any number. */
export function isStarValue(view: ValueView): boolean {
  return view.parts.length === 1 && view.parts[0]?.kind === "anyString";
}
