import { awsRule } from "../rule";

export const duplicateKeysWithDifferentCase = awsRule({
  code: "duplicate-keys-with-different-case",
  severity: "error",
  description: "Finds a condition key that stands twice under one operator, in different case.",
  check: ({ statements }, report) => {
    for (const { conditions } of statements) {
      const seen = new Map<string, string>();
      for (const { condition, lowerKey, key, pointer } of conditions) {
        const place = `${condition.operator.toLowerCase()} ${lowerKey}`;
        const first = seen.get(place);
        if (first === undefined) seen.set(place, key);
        else if (first !== key) {
          report(pointer, `\`${key}\` and \`${first}\` are one key: case does not count`, "merge them into one");
        }
      }
    }
  },
});
