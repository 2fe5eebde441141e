import { isStarValue, knownConditions } from "../condition-rule";
import { awsRule } from "../rule";
import { SENSITIVE_KEYS } from "../sensitive-keys";

/** A pattern before the colon of `unique-id:session`, other than a lone `*`. */
function isOpenId(text: string): boolean {
  const id = text.split(":")[0] ?? "";
  return id !== "*" && /[*?]/.test(id);
}

export const wildcardUsageTooPermissive = awsRule({
  code: "wildcard-usage-too-permissive",
  severity: "error",
  description:
    "Finds wildcards in values of the keys that AWS calls sensitive, and in aws:userid before the colon. A lone `*` asks " +
    "for the key's presence and is judged by other rules.",
  check: (context, report) => {
    for (const { lowerKey, key, operator, values } of knownConditions(context)) {
      if (operator.family !== "string" || !operator.wildcards) continue;
      for (const value of values) {
        if (!value.hasWildcard || isStarValue(value)) continue;
        if (SENSITIVE_KEYS.has(lowerKey)) {
          report(
            value.pointer,
            `\`${value.text}\`: a pattern of \`${key}\` matches ids of others too`,
            "name the ids in full",
          );
        } else if (lowerKey === "aws:userid" && isOpenId(value.text)) {
          report(
            value.pointer,
            `\`${value.text}\`: a pattern of the unique id before the colon matches other identities too`,
            "name the unique id, such as `AROAEXAMPLEID:*`",
          );
        }
      }
    }
  },
});
