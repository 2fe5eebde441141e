/** The operators that AWS knows, without set operator and IfExists. */
export type BaseOperator =
  | "StringEquals"
  | "StringNotEquals"
  | "StringEqualsIgnoreCase"
  | "StringNotEqualsIgnoreCase"
  | "StringLike"
  | "StringNotLike"
  | "NumericEquals"
  | "NumericNotEquals"
  | "NumericLessThan"
  | "NumericLessThanEquals"
  | "NumericGreaterThan"
  | "NumericGreaterThanEquals"
  | "DateEquals"
  | "DateNotEquals"
  | "DateLessThan"
  | "DateLessThanEquals"
  | "DateGreaterThan"
  | "DateGreaterThanEquals"
  | "Bool"
  | "BinaryEquals"
  | "IpAddress"
  | "NotIpAddress"
  | "ArnEquals"
  | "ArnLike"
  | "ArnNotEquals"
  | "ArnNotLike"
  | "Null";

/** The domain in which an operator compares. */
export type OperatorFamily = "string" | "numeric" | "date" | "bool" | "binary" | "ipAddress" | "arn" | "null";

/** How an operator compares one value of the request with one value of the policy. */
export interface OperatorTraits {
  readonly family: OperatorFamily;
  /** The operator holds when no value of the policy compares. */
  readonly negated: boolean;
  readonly comparison: "equals" | "equalsIgnoreCase" | "like" | "less" | "lessOrEqual" | "greater" | "greaterOrEqual";
}

const traits = (
  family: OperatorFamily,
  comparison: OperatorTraits["comparison"] = "equals",
  negated = false,
): OperatorTraits => ({ family, comparison, negated });

/**
 * One row an operator. ArnEquals is ArnLike: both take wildcards.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: Readonly<Record<BaseOperator, OperatorTraits>> = {
  StringEquals: traits("string"),
  StringNotEquals: traits("string", "equals", true),
  StringEqualsIgnoreCase: traits("string", "equalsIgnoreCase"),
  StringNotEqualsIgnoreCase: traits("string", "equalsIgnoreCase", true),
  StringLike: traits("string", "like"),
  StringNotLike: traits("string", "like", true),
  NumericEquals: traits("numeric"),
  NumericNotEquals: traits("numeric", "equals", true),
  NumericLessThan: traits("numeric", "less"),
  NumericLessThanEquals: traits("numeric", "lessOrEqual"),
  NumericGreaterThan: traits("numeric", "greater"),
  NumericGreaterThanEquals: traits("numeric", "greaterOrEqual"),
  DateEquals: traits("date"),
  DateNotEquals: traits("date", "equals", true),
  DateLessThan: traits("date", "less"),
  DateLessThanEquals: traits("date", "lessOrEqual"),
  DateGreaterThan: traits("date", "greater"),
  DateGreaterThanEquals: traits("date", "greaterOrEqual"),
  Bool: traits("bool"),
  BinaryEquals: traits("binary"),
  IpAddress: traits("ipAddress"),
  NotIpAddress: traits("ipAddress", "equals", true),
  ArnEquals: traits("arn", "like"),
  ArnLike: traits("arn", "like"),
  ArnNotEquals: traits("arn", "like", true),
  ArnNotLike: traits("arn", "like", true),
  Null: traits("null"),
};

/** An operator as written in a policy, taken apart. */
export interface ConditionOperator {
  readonly base: BaseOperator;
  readonly setOperator?: "ForAllValues" | "ForAnyValue";
  /** The condition holds when the key is not in the request. */
  readonly ifExists: boolean;
}

/**
 * Reads an operator; undefined for one that AWS does not know. Null takes neither IfExists nor a set operator.
 * Names are compared as AWS writes them, case included.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function readOperator(text: string): ConditionOperator | undefined {
  const found = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(text);
  const base = found?.[2];
  if (base === undefined || !isBaseOperator(base)) return undefined;
  const setOperator = found?.[1] as ConditionOperator["setOperator"];
  const ifExists = found?.[3] !== undefined;
  if (base === "Null" && (ifExists || setOperator !== undefined)) return undefined;
  return setOperator === undefined ? { base, ifExists } : { base, setOperator, ifExists };
}

function isBaseOperator(text: string): text is BaseOperator {
  return Object.hasOwn(OPERATORS, text);
}
