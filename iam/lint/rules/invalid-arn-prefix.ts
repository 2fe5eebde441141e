import { awsRule } from "../rule";
import type { ResourceView } from "../statement-view";
import { literalPrefix } from "../value-view";

/** API Gateway's resource policies take this short form. */
const SHORT_FORM = /^execute-api:\//;

/** Whether some value of the resource's wildcards, variables and symbols makes it begin with `arn:`. */
function mayBeArn({ parts }: ResourceView): boolean {
  const prefix = literalPrefix(parts);
  if (prefix.length >= "arn:".length) return prefix.startsWith("arn:");
  return "arn:".startsWith(prefix) && parts.length > (prefix === "" ? 0 : 1);
}

export const invalidArnPrefix = awsRule({
  code: "invalid-arn-prefix",
  severity: "error",
  description: "Finds resources that do not begin with `arn:`.",
  check: ({ statements, policyType }, report) => {
    for (const view of statements.flatMap(({ resources }) => resources)) {
      if (mayBeArn(view) || (policyType === "resource" && SHORT_FORM.test(view.text))) continue;
      report(
        view.pointer,
        `\`${view.text}\` is no ARN and matches no resource`,
        "write the ARN, which begins with `arn:`",
      );
    }
  },
});
