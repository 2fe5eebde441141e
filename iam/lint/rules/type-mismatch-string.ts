import { eachFixedValue } from "../condition-rule";
import { awsRule } from "../rule";

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export const typeMismatchString = awsRule({
  code: "type-mismatch-string",
  severity: "warning",
  description: "Finds values of BinaryEquals that are not in base64.",
  check: eachFixedValue(
    ({ family }) => family === "Binary",
    ({ text, pointer }, { condition }, report) => {
      if (BASE64.test(text)) return;
      report(
        pointer,
        `\`${condition.operator}\` compares bytes in base64, and \`${text}\` is not`,
        "encode it in base64",
      );
    },
  ),
});
