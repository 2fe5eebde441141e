import { readArnPattern } from "../../arn/arn-pattern";
import { awsRule } from "../rule";
import { literalPrefix } from "../value-view";

export const missingArnField = awsRule({
  code: "missing-arn-field",
  severity: "error",
  description: "Finds ARNs with fewer than six fields, unless a `*` may stand for the missing ones (`arn:aws:s3*`).",
  check: ({ statements }, report) => {
    for (const view of statements.flatMap(({ resources }) => resources)) {
      if (view.hasSymbol || readArnPattern(view.parts).kind !== "text") continue;
      if (!literalPrefix(view.parts).startsWith("arn:") || view.parts.some(({ kind }) => kind === "anyString"))
        continue;
      report(
        view.pointer,
        `\`${view.text}\` has fewer fields than an ARN and matches no resource`,
        "write `arn:partition:service:region:account:resource`",
      );
    }
  },
});
