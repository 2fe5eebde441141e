import { compareDecimals, parseDecimal } from "../../condition/numeric";
import { knownConditions } from "../condition-rule";
import { awsRule } from "../rule";

/** Which of several values an operator comes to. */
const DECIDING: Readonly<Record<string, "greatest" | "least">> = {
  NumericLessThan: "greatest",
  NumericLessThanEquals: "greatest",
  NumericGreaterThan: "least",
  NumericGreaterThanEquals: "least",
};

export const redundantConditionValueNum = awsRule({
  code: "redundant-condition-value-num",
  severity: "suggestion",
  description: "Finds several values under a numeric comparison, of which one decides.",
  check: (context, report) => {
    for (const { operator, key, values, pointer } of knownConditions(context)) {
      const deciding = DECIDING[operator.base];
      const numbers = values.map(({ text }) => parseDecimal(text));
      if (deciding === undefined || values.length < 2 || numbers.includes(undefined)) continue;
      const texts = values.map(({ text }) => text);
      const sorted = [...texts].sort((a, b) => {
        const [left, right] = [parseDecimal(a), parseDecimal(b)];
        return left === undefined || right === undefined ? 0 : compareDecimals(left, right);
      });
      const kept = deciding === "greatest" ? sorted.at(-1) : sorted[0];
      report(
        pointer,
        `\`${operator.base}\` on \`${key}\` with ${texts.join(", ")} comes to the ${deciding} of them`,
        `use \`${kept ?? ""}\``,
      );
    }
  },
});
