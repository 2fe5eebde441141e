/**
 * Letters that stand for unknown text in the words of the pattern algebra, taken from Unicode's private use area. One
 * opaque text stands for any string, the empty one too; one opaque character for exactly one UTF-16 unit.
 */
const FIRST_OPAQUE_TEXT = 0xe000;
const FIRST_OPAQUE_CHARACTER = 0xf000;
const LAST_OPAQUE = 0xf8ff;

/** How many different opaque letters of each kind there are. */
export const OPAQUE_LETTERS = LAST_OPAQUE - FIRST_OPAQUE_CHARACTER;

/** The letter of the n-th unknown text. */
export function opaqueText(index: number): string {
  return String.fromCharCode(FIRST_OPAQUE_TEXT + index);
}

/** The letter of the n-th unknown single character. */
export function opaqueCharacter(index: number): string {
  return String.fromCharCode(FIRST_OPAQUE_CHARACTER + index);
}

/** Whether a letter stands for a text of unknown length, which only a `*` or the same letter takes in. */
export function isOpaqueText(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return code >= FIRST_OPAQUE_TEXT && code < FIRST_OPAQUE_CHARACTER;
}

/** Whether a letter stands for text that is not known. */
export function isOpaque(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return code >= FIRST_OPAQUE_TEXT && code <= LAST_OPAQUE;
}

/** Whether a text holds a character that the algebra uses for unknown text. */
export function holdsOpaque(text: string): boolean {
  return /[\uE000-\uF8FF]/.test(text);
}

const READABLE = "xzqwvkjyuhgpfbdmnltcrsoaei0123456789";
/** First of the letters taken when a question uses every readable one. */
const FIRST_RARE = 0x100;

/** A letter that is not among `used`: a readable one if there is one. Its lower case is itself. */
export function freshLetter(used: ReadonlySet<string>): string {
  for (const letter of READABLE) if (!used.has(letter)) return letter;
  for (let code = FIRST_RARE; ; code++) {
    const letter = String.fromCharCode(code);
    if (!used.has(letter) && letter.toLowerCase() === letter && letter.toUpperCase().length === 1) return letter;
  }
}
