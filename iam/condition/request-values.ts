/**
 * What conditions and variables read of a request.
 * INVARIANT: keys are asked for in lower case; an empty list is never answered (it counts as absent, ADR 0013).
 */
export interface RequestValues {
  /** The key's value or values as text; undefined: the key is not in the request. */
  valueOf(lowerCaseKey: string): string | readonly string[] | undefined;
}
