/** One operator-and-key entry of a statement's Condition block, as written but for the shape. */
export interface Condition {
  /** The operator as written: `StringEquals`, `ForAnyValue:ArnLikeIfExists`, also one that AWS does not know. */
  readonly operator: string;
  /** The key as written; keys are compared without regard to case. */
  readonly key: string;
  /** The values in AWS's text form: JSON booleans and numbers become `true`, `false`, `10`. */
  readonly values: readonly string[];
  /** JSON pointer to the key inside the document. */
  readonly pointer: string;
}
