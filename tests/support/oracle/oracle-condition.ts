import type { ContextValue } from "../../../iam";
import { substitute, wildcardMatch } from "./oracle-match";

export type Look = (key: string) => string | readonly string[] | undefined;

/** Texts of a context value. */
export function texts(value: ContextValue | undefined): string | readonly string[] | undefined {
  if (value === undefined || typeof value === "string") return value;
  if (typeof value === "object") return value.length === 0 ? undefined : value;
  return `${value}`;
}

/** One condition operator on one key, straight from the tables of the user guide. */
export function conditionHolds(
  operator: string,
  value: string | readonly string[] | undefined,
  wanted: readonly string[],
  look: Look,
): boolean {
  if (operator === "Null") return wanted.some((one) => (one.toLowerCase() === "true") === (value === undefined));
  const set = operator.includes(":") ? operator.split(":")[0] : undefined;
  const ifExists = operator.endsWith("IfExists");
  const name = operator.replace(/^.*:/, "").replace(/IfExists$/, "");
  const negated = /Not/.test(name);
  const positive = name.replace("Not", "");
  const one = (requestValue: string): boolean => {
    const hit = wanted.some((policyValue) => compare(positive, requestValue, policyValue, look));
    return negated ? !hit : hit;
  };
  if (value === undefined) {
    if (ifExists) return true;
    if (set === "ForAllValues") return true;
    if (set === "ForAnyValue") return false;
    return negated;
  }
  const values = typeof value === "string" ? [value] : value;
  if (set === "ForAllValues") return values.every(one);
  if (set === "ForAnyValue") return values.some(one);
  return negated ? values.every(one) : values.some(one);
}

/** Whether one value of the request compares with one value of the policy under a positive operator. */
function compare(operator: string, requestValue: string, policyValue: string, look: Look): boolean {
  const filled = substitute(policyValue, look);
  switch (operator) {
    case "StringEquals":
      return filled !== undefined && plain(filled) === requestValue;
    case "StringEqualsIgnoreCase":
      return filled !== undefined && plain(filled).toLowerCase() === requestValue.toLowerCase();
    case "StringLike":
      return filled !== undefined && wildcardMatch(filled, requestValue);
    case "ArnLike":
    case "ArnEquals":
      return filled !== undefined && arnMatch(filled, requestValue);
    case "Bool":
      return policyValue.toLowerCase() === requestValue.toLowerCase();
    case "IpAddress":
      return ipMatch(policyValue, requestValue);
    default:
      return ordered(
        operator.replace(/^(Numeric|Date)/, ""),
        number(operator, requestValue),
        number(operator, policyValue),
      );
  }
}

function plain(text: string): string {
  return text.replaceAll("\ue000", "*").replaceAll("\ue001", "?");
}

function arnMatch(pattern: string, arn: string): boolean {
  const cut = (text: string): readonly string[] => {
    const parts = text.split(":");
    return [...parts.slice(0, 5), parts.slice(5).join(":")];
  };
  if (arn.split(":").length < 6 || !arn.startsWith("arn:")) return false;
  return cut(pattern).every((part, index) => wildcardMatch(part, cut(arn)[index] ?? ""));
}

/** IPv4 only, bit by bit. */
function ipMatch(block: string, address: string): boolean {
  const bits = (text: string): string =>
    text
      .split(".")
      .map((part) => Number(part).toString(2).padStart(8, "0"))
      .join("");
  const [base = "", length = "32"] = block.split("/");
  return bits(address).startsWith(bits(base).slice(0, Number(length)));
}

function number(operator: string, text: string): number {
  if (!operator.startsWith("Date")) return Number(text);
  return /^\d{5,}$/.test(text) ? Number(text) : Date.parse(text) / 1000;
}

function ordered(relation: string, left: number, right: number): boolean {
  switch (relation) {
    case "Equals":
      return left === right;
    case "LessThan":
      return left < right;
    case "LessThanEquals":
      return left <= right;
    case "GreaterThan":
      return left > right;
    case "GreaterThanEquals":
      return left >= right;
    default:
      throw new Error(`the oracle does not know ${relation}`);
  }
}
