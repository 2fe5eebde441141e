import { awsRule } from "../rule";
import { SOURCE_KEYS } from "../service-access";
import type { StatementView } from "../statement-view";

/** Whether the statement asks that a key of the source is in the request. */
function asksForSource(view: StatementView): boolean {
  return ["aws:sourceaccount", "aws:sourcearn"].some((key) =>
    view
      .conditionsOn(key)
      .some(({ operator, values }) => operator?.family === "null" && values[0]?.text.toLowerCase() === "false"),
  );
}

export const rcpMissingServiceConditionKeyNullCheck = awsRule({
  code: "rcp-missing-service-condition-key-null-check",
  severity: "warning",
  description: "Finds RCP denials by a key of the source that also hit service integrations which send none.",
  policyTypes: ["rcp"],
  check: ({ statements }, report) => {
    for (const view of statements) {
      if (view.isAllow || asksForSource(view)) continue;
      const condition = view.conditions.find(
        ({ lowerKey, operator }) => SOURCE_KEYS.includes(lowerKey) && operator?.negated === true,
      );
      if (condition === undefined) continue;
      report(
        condition.pointer,
        `a service integration that sends no \`${condition.key}\` is denied too`,
        'add `"Null": {"aws:SourceAccount": "false"}`',
      );
    }
  },
});
