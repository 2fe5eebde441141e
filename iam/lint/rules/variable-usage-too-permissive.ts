import { knownConditions } from "../condition-rule";
import { awsRule } from "../rule";
import { isChosenByPeople, SENSITIVE_KEYS } from "../sensitive-keys";

export const variableUsageTooPermissive = awsRule({
  code: "variable-usage-too-permissive",
  severity: "error",
  description:
    "Finds policy variables that somebody may choose (tags, names, headers) as values of the keys that AWS calls " +
    "sensitive. Variables that AWS sets, such as ${aws:PrincipalOrgID} in data perimeters, are let through.",
  check: (context, report) => {
    for (const { lowerKey, key, operator, values } of knownConditions(context)) {
      if (!SENSITIVE_KEYS.has(lowerKey) || operator.family !== "string") continue;
      for (const { parts, text, pointer } of values) {
        if (!parts.some((part) => part.kind === "variable" && isChosenByPeople(part.key))) continue;
        report(
          pointer,
          `\`${text}\`: whoever chooses the value of the variable decides on \`${key}\``,
          "use a fixed value",
        );
      }
    }
  },
});
