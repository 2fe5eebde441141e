/** Finds the definition of a condition key whose documented name holds a variable piece: `ec2:ResourceTag/${TagKey}`. */
export interface ConditionKeyTemplate<T> {
  readonly definition: T;
  matches(lowerCaseKey: string): boolean;
}

/** `${TagKey}`, `<key>`, and the global keys' `tag-key` after a slash stand for at least one character. */
const VARIABLE_PIECE = /\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/gi;

/** Undefined when the documented name holds no variable piece. */
export function conditionKeyTemplate<T>(documentedKey: string, definition: T): ConditionKeyTemplate<T> | undefined {
  const pieces = documentedKey.toLowerCase().split(VARIABLE_PIECE);
  if (pieces.length < 2) return undefined;
  return { definition, matches: (key) => fills(pieces, key) };
}

/** Whether `key` is the pieces in order with at least one character between neighbours. */
function fills(pieces: readonly string[], key: string): boolean {
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  if (!key.startsWith(first)) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = key.indexOf(piece, from + 1);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return key.endsWith(last) && key.length - last.length > from;
}
