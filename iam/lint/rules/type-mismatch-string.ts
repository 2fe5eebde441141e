import { parseBinary } from "../../condition/binary";
import { eachFixedValue } from "../condition-rule";
import { awsRule } from "../rule";

export const typeMismatchString = awsRule({
  code: "type-mismatch-string",
  severity: "warning",
  description: "Finds values of BinaryEquals that are not in base64.",
  check: eachFixedValue(
    ({ family }) => family === "binary",
    ({ text, pointer }, { condition }, report) => {
      if (parseBinary(text) !== undefined) return;
      report(
        pointer,
        `\`${condition.operator}\` compares bytes in base64, and \`${text}\` is not`,
        "encode it in base64",
      );
    },
  ),
});
