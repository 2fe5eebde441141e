import type { ActionCatalogue, ActionDefinition } from "../data/action-catalogue";
import { matchingActions, supportsKey } from "./catalogue-actions";
import { knownConditions, type KnownCondition } from "./condition-rule";
import type { LintContext } from "./lint-context";
import { awsRule, type Rule } from "./rule";
import type { Severity } from "./finding";

/** Which statements with a condition on the resource's tags a rule of this family finds. */
export interface ResourceTagForm {
  readonly code: string;
  readonly severity: Severity;
  readonly effect: "Allow" | "Deny";
  readonly element: "Action" | "NotAction";
  readonly description: string;
  readonly consequence: string;
}

/** Conditions on aws:ResourceTag that fail when the key is absent. */
function tagConditions(context: LintContext): readonly KnownCondition[] {
  return knownConditions(context).filter(
    ({ lowerKey, operator }) =>
      lowerKey.startsWith("aws:resourcetag/") &&
      !operator.negated &&
      !operator.ifExists &&
      operator.family !== "null" &&
      operator.qualifier !== "ForAllValues",
  );
}

/** A rule on tag conditions in statements with actions whose requests never carry the resource's tags. */
export function resourceTagRule(form: ResourceTagForm): Rule {
  return awsRule({
    code: form.code,
    severity: form.severity,
    description: form.description,
    needsCatalogue: true,
    check: (context, report) => {
      if (context.catalogue === undefined) return;
      for (const { statement, key, pointer } of tagConditions(context)) {
        const { effect, notActions } = statement.statement;
        if (effect !== form.effect || (notActions !== undefined) !== (form.element === "NotAction")) continue;
        if (form.element === "NotAction") {
          report(
            pointer,
            `NotAction includes actions whose requests carry no \`${key}\`: ${form.consequence}`,
            "list actions",
          );
          continue;
        }
        const lacking = statement.actions.flatMap((view) => actionsWithoutTags(view, key, context.catalogue));
        if (lacking.length === 0) continue;
        const list = [...new Set(lacking)].map((action) => `\`${action}\``).join(", ");
        const fix = `move ${list} to a statement without the condition`;
        report(pointer, `requests of ${list} carry no \`${key}\`: ${form.consequence}`, fix);
      }
    },
  });
}

/** The entry, when none of the actions that it matches carries the key. */
function actionsWithoutTags(
  view: Parameters<typeof matchingActions>[0],
  key: string,
  catalogue: ActionCatalogue | undefined,
): readonly string[] {
  if (catalogue === undefined) return [];
  const matching = matchingActions(view, catalogue);
  if (matching === undefined || matching.length === 0) return [];
  const supports = (action: ActionDefinition): boolean => supportsKey(action, key, catalogue);
  return matching.some(supports) ? [] : [view.text];
}
