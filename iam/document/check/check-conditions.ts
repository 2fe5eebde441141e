import { readArnPattern } from "../../arn/arn-pattern";
import { parseBinary } from "../../condition/binary";
import { parseBool } from "../../condition/bool";
import type { Condition } from "../../condition/condition";
import { parseDate } from "../../condition/date";
import { parseIpPrefix } from "../../condition/ip-address";
import { parseDecimal } from "../../condition/numeric";
import { OPERATORS, readOperator, type OperatorFamily } from "../../condition/operator";
import { readTemplate } from "../../pattern/read-template";
import { isPlain, type TemplateOptions, type TemplatePart } from "../../pattern/template";
import type { IssueCollector } from "../parse-issue";
import { reportMalformedVariables } from "./check-resources";

const KEY = /^[A-Za-z0-9-]+:[^*?]+$/;

/** Families whose values are no text: how to read one, and what to expect. Variables are not replaced in them. */
const TYPED: Readonly<Partial<Record<OperatorFamily, readonly [(text: string) => unknown, string]>>> = {
  numeric: [parseDecimal, "a number"],
  date: [parseDate, "a date in ISO 8601 or seconds since 1970"],
  bool: [parseBool, "`true` or `false`"],
  binary: [parseBinary, "base64"],
  ipAddress: [parseIpPrefix, "an IP address or a CIDR block"],
  null: [parseBool, "`true` or `false`"],
};

/**
 * Reports unknown operators, keys without a service prefix, and values that the operator cannot read.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function checkCondition(condition: Condition, options: TemplateOptions, issues: IssueCollector): void {
  const { key, pointer } = condition;
  if (!KEY.test(key)) {
    issues.add(
      "malformed-condition-key",
      pointer,
      `got the key \`${key}\`, expected \`service:name\` without wildcards`,
    );
  }
  const operator = readOperator(condition.operator);
  if (operator === undefined) {
    issues.add("unknown-operator", pointer, `the condition operator \`${condition.operator}\` is not known`);
    return;
  }
  const { family } = OPERATORS[operator.base];
  for (const value of condition.values) checkConditionValue(value, family, options, condition, issues);
}

function checkConditionValue(
  value: string,
  family: OperatorFamily,
  options: TemplateOptions,
  { operator, pointer }: Condition,
  issues: IssueCollector,
): void {
  const template = readTemplate(value, options);
  const typed = TYPED[family];
  if (typed === undefined) {
    reportMalformedVariables(template, pointer, issues);
    if (family === "arn" && !hasSixSegments(template.parts)) {
      const message = `got \`${value}\` for \`${operator}\`, expected an ARN of six parts`;
      issues.add("malformed-condition-value", pointer, message);
    }
    return;
  }
  if (template.parts.some(({ kind }) => kind === "symbol")) return;
  const [parse, expected] = typed;
  if (!isPlain(template.parts)) {
    issues.add("misplaced-variable", pointer, `variables are not replaced in \`${operator}\`, got \`${value}\``);
  } else if (parse(value) === undefined) {
    issues.add("malformed-condition-value", pointer, `got \`${value}\` for \`${operator}\`, expected ${expected}`);
  }
}

/** A symbol or a variable may hold the whole ARN or its beginning. */
function hasSixSegments(parts: readonly TemplatePart[]): boolean {
  if (!isPlain(parts)) return true;
  return readArnPattern(parts).kind === "segments";
}
