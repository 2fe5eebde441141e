import { awsRule, type Rule } from "./rule";
import type { OperatorView } from "./condition-operator";

/** A condition without values: what it does depends on how its operator treats an absent key. */
export interface EmptyConditionForm {
  readonly code: string;
  readonly applies: (operator: OperatorView) => boolean;
  readonly effect: string;
  readonly fix: string;
  readonly description: string;
}

/** A rule on conditions whose list of values is empty. */
export function emptyConditionRule(form: EmptyConditionForm): Rule {
  return awsRule({
    code: form.code,
    severity: "suggestion",
    description: form.description,
    check: ({ conditions }, report) => {
      for (const { operator, values, condition, pointer } of conditions) {
        if (values.length > 0 || operator === undefined || !form.applies(operator)) continue;
        report(pointer, `\`${condition.operator}\` on \`${condition.key}\` has no value: ${form.effect}`, form.fix);
      }
    },
  });
}
