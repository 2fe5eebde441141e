import { lacksTagName } from "../missing-tag-key";
import { awsRule } from "../rule";

export const missingTagKeyInCondition = awsRule({
  code: "missing-tag-key-in-condition",
  severity: "error",
  description: "Finds tag condition keys that name no tag.",
  needsCatalogue: true,
  check: ({ conditions, catalogue }, report) => {
    if (catalogue === undefined) return;
    for (const { key, pointer } of conditions) {
      if (!lacksTagName(key, catalogue)) continue;
      report(pointer, `\`${key}\` names no tag and is never in a request`, `use \`${key.replace(/\/$/, "")}/tag-key\``);
    }
  },
});
