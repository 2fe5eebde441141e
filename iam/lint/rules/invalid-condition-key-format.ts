import { hasSymbol } from "../../pattern/symbol-placeholder";
import { awsRule } from "../rule";

export const invalidConditionKeyFormat = awsRule({
  code: "invalid-condition-key-format",
  severity: "error",
  description: "Finds condition keys that are not of the form service:keyname.",
  check: ({ conditions }, report) => {
    for (const { key, pointer } of conditions) {
      if (/^[^\s:]+:\S(.*\S)?$/s.test(key) || hasSymbol(key)) continue;
      report(pointer, `\`${key}\` is no condition key`, "write `service:keyname`, such as `aws:SourceIp`");
    }
  },
});
