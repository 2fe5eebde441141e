import { awsRule } from "../rule";

export const invalidConditionKeyFormat = awsRule({
  code: "invalid-condition-key-format",
  severity: "error",
  description: "Finds condition keys that are not of the form service:keyname.",
  check: ({ conditions }, report) => {
    for (const { key, pointer } of conditions) {
      if (/^[^\s:]+:\S(.*\S)?$/s.test(key) || key.includes("${ec2-identity:symbol:")) continue;
      report(pointer, `\`${key}\` is no condition key`, "write `service:keyname`, such as `aws:SourceIp`");
    }
  },
});
