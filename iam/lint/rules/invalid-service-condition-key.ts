import { lacksTagName } from "../missing-tag-key";
import { awsRule } from "../rule";
import { didYouMean } from "../suggest";

export const invalidServiceConditionKey = awsRule({
  code: "invalid-service-condition-key",
  severity: "error",
  description: "Finds condition keys that their service does not define.",
  needsCatalogue: true,
  check: ({ conditions, catalogue }, report) => {
    if (catalogue === undefined) return;
    for (const { key, lowerKey, pointer } of conditions) {
      const service = lowerKey.slice(0, Math.max(0, lowerKey.indexOf(":")));
      if (!catalogue.hasService(service) || key.includes("${")) continue;
      if (catalogue.conditionKey(key) !== undefined || lacksTagName(key, catalogue)) continue;
      const known = catalogue.conditionKeys(service).map((definition) => definition.key);
      const fix = didYouMean(key, known, `use a condition key that \`${service}\` defines`);
      report(pointer, `the service \`${service}\` has no condition key \`${key}\``, fix);
    }
  },
});
