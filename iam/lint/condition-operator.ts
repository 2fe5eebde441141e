import { OPERATORS, type BaseOperator, type OperatorFamily } from "../condition/operator";

/** A condition operator taken apart: `ForAllValues:StringNotLikeIfExists`. */
export interface OperatorView {
  readonly qualifier?: "ForAllValues" | "ForAnyValue";
  readonly base: BaseOperator;
  readonly family: OperatorFamily;
  readonly negated: boolean;
  /** `*` and `?` in a value are wildcards. */
  readonly wildcards: boolean;
  readonly ifExists: boolean;
}

/** Every operator name without qualifier and suffix. */
export const OPERATOR_NAMES: readonly string[] = Object.keys(OPERATORS);

const SHAPE = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Takes an operator apart; undefined for one that AWS does not know. Other than the evaluation it also reads `Null` with
 * a qualifier or suffix, on which there are rules of their own.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function viewOperator(text: string): OperatorView | undefined {
  const match = SHAPE.exec(text);
  const base = match?.[2];
  if (base === undefined || !isBaseOperator(base)) return undefined;
  const { family, negated, comparison } = OPERATORS[base];
  const view = { base, family, negated, wildcards: comparison === "like", ifExists: match?.[3] !== undefined };
  const qualifier = match?.[1] as OperatorView["qualifier"];
  return qualifier === undefined ? view : { ...view, qualifier };
}

function isBaseOperator(text: string): text is BaseOperator {
  return Object.hasOwn(OPERATORS, text);
}
