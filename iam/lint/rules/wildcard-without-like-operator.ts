import { eachFixedValue } from "../condition-rule";
import { awsRule } from "../rule";

export const wildcardWithoutLikeOperator = awsRule({
  code: "wildcard-without-like-operator",
  severity: "warning",
  description: "Finds `*` and `?` under string operators that compare them as plain characters.",
  check: eachFixedValue(
    ({ family, wildcards }) => family === "string" && !wildcards,
    ({ text, pointer, hasWildcard }, { operator }, report) => {
      if (!hasWildcard) return;
      report(
        pointer,
        `\`${operator.base}\` compares \`*\` and \`?\` of \`${text}\` as plain characters`,
        `use \`${operator.negated ? "StringNotLike" : "StringLike"}\`, or write \`\${*}\` for the character`,
      );
    },
  ),
});
