import { lacksTagName } from "../missing-tag-key";
import { awsRule } from "../rule";
import { didYouMean } from "../suggest";

/** Keys that AWS still answers and no longer lists. */
const DEPRECATED: ReadonlySet<string> = new Set(["aws:arn"]);

export const invalidGlobalConditionKey = awsRule({
  code: "invalid-global-condition-key",
  severity: "error",
  description: "Finds keys with the prefix aws: that do not exist.",
  needsCatalogue: true,
  check: ({ conditions, catalogue }, report) => {
    if (catalogue === undefined) return;
    for (const { key, lowerKey, pointer } of conditions) {
      if (!lowerKey.startsWith("aws:") || lowerKey.length === 4 || key.includes("${")) continue;
      if (DEPRECATED.has(lowerKey) || catalogue.conditionKey(key) !== undefined || lacksTagName(key, catalogue))
        continue;
      const known = catalogue.conditionKeys("aws").map((definition) => definition.key);
      report(
        pointer,
        `the global condition key \`${key}\` does not exist`,
        didYouMean(key, known, "use a key that exists"),
      );
    }
  },
});
