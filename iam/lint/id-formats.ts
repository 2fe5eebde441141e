import { eachFixedValue } from "./condition-rule";
import { awsRule, type Rule } from "./rule";

/** Keys whose values are ids of a certain form. */
export interface IdFormat {
  readonly code: string;
  readonly description: string;
  /** Lower case. */
  readonly key: string;
  readonly format: RegExp;
  readonly what: string;
  readonly fix: string;
}

/** A rule on values without wildcards that cannot be what the key holds. */
export function idFormatRule(form: IdFormat): Rule {
  return awsRule({
    code: form.code,
    severity: "error",
    description: form.description,
    check: eachFixedValue(
      ({ family }) => family === "string" || family === "arn",
      ({ text, pointer, hasWildcard }, { lowerKey, key }, report) => {
        if (lowerKey !== form.key || hasWildcard || form.format.test(text)) return;
        report(pointer, `\`${key}\` holds ${form.what}, and \`${text}\` is none`, form.fix);
      },
    ),
  });
}
