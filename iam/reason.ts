/** Why a question has no answer: names the construct, the symbol or the limit that stood in the way. */
export interface Reason {
  /** Stable, kebab-case: `unknown-operator`, `symbol`, `limit`, … */
  readonly code: string;
  readonly message: string;
  /** JSON pointer into the document that holds the construct. */
  readonly pointer?: string;
  /** `PolicySymbol.id` of the value that would have to be known. */
  readonly symbol?: string;
  /** Name of the bound in `Limits` that ended the work. */
  readonly limit?: string;
}
