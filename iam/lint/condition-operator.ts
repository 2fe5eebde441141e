/** The type of value that an operator compares. */
export type OperatorFamily = "String" | "Numeric" | "Date" | "Bool" | "Binary" | "IpAddress" | "Arn" | "Null";

/** A condition operator taken apart: `ForAllValues:StringNotLikeIfExists`. */
export interface OperatorView {
  readonly qualifier?: "ForAllValues" | "ForAnyValue";
  /** In AWS's spelling, without qualifier and suffix: `StringNotLike`. */
  readonly base: string;
  readonly family: OperatorFamily;
  readonly negated: boolean;
  /** `*` and `?` in a value are wildcards. */
  readonly wildcards: boolean;
  readonly ifExists: boolean;
}

const FAMILIES: Readonly<Record<OperatorFamily, readonly string[]>> = {
  String: [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
  ],
  Numeric: [
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
  ],
  Date: [
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
  ],
  Bool: ["Bool"],
  Binary: ["BinaryEquals"],
  IpAddress: ["IpAddress", "NotIpAddress"],
  Arn: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
  Null: ["Null"],
};

const BY_NAME = new Map(
  Object.entries(FAMILIES).flatMap(([family, names]) =>
    names.map((base) => [base.toLowerCase(), { base, family: family as OperatorFamily }] as const),
  ),
);

/** Every operator name without qualifier and suffix, in AWS's spelling. */
export const OPERATOR_NAMES: readonly string[] = Object.values(FAMILIES).flat();

const SHAPE = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/i;

/**
 * Takes an operator apart, in any case; undefined for one that AWS does not know.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function viewOperator(text: string): OperatorView | undefined {
  const match = SHAPE.exec(text);
  const known = BY_NAME.get(match?.[2]?.toLowerCase() ?? "");
  if (match === null || known === undefined) return undefined;
  const qualifier = match[1]?.toLowerCase();
  return {
    ...(qualifier === undefined ? {} : { qualifier: qualifier === "forallvalues" ? "ForAllValues" : "ForAnyValue" }),
    ...known,
    negated: known.base.includes("Not"),
    wildcards: known.family === "Arn" || known.base.endsWith("Like"),
    ifExists: match[3] !== undefined,
  };
}
