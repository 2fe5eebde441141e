import { isStarValue, knownConditions, type KnownCondition } from "./condition-rule";
import { awsRule, type Rule } from "./rule";

/** What a condition with the value `*` comes to: it asks for the key, for its absence, for nothing, or for the impossible. */
export type StarMeaning = "present" | "absent" | "always" | "never";

/**
 * Decides what a Like condition means when one of its values is `*`: every value of the key matches, so only the
 * presence of the key is left. Undefined for other conditions.
 */
export function starMeaning({ operator, values }: KnownCondition): StarMeaning | undefined {
  const { family, wildcards, negated, ifExists, qualifier } = operator;
  if (family !== "string" || !wildcards || !values.some(isStarValue)) return undefined;
  if (!negated) return ifExists || qualifier === "ForAllValues" ? "always" : "present";
  if (qualifier === "ForAnyValue") return ifExists ? "absent" : "never";
  return "absent";
}

/** A rule of this family: the meaning it looks for, and what to write instead. */
export interface StarForm {
  readonly code: string;
  readonly meaning: StarMeaning;
  readonly description: string;
  readonly effect: string;
  readonly fix: (condition: KnownCondition) => string;
}

/** A rule on Like conditions with the value `*`. */
export function starRule(form: StarForm): Rule {
  return awsRule({
    code: form.code,
    severity: "suggestion",
    description: form.description,
    check: (context, report) => {
      for (const view of knownConditions(context)) {
        if (starMeaning(view) !== form.meaning) continue;
        report(
          view.pointer,
          `\`${view.condition.operator}\` with \`*\` on \`${view.key}\` ${form.effect}`,
          form.fix(view),
        );
      }
    },
  });
}
