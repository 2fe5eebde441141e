/**
 * Letters that stand for unknown text in the words of the pattern algebra, taken from Unicode's private use area. One
 * opaque text stands for any string, the empty one too; one opaque character for exactly one UTF-16 unit; one opaque piece
 * for any string without colons and slashes.
 */
const FIRST_OPAQUE_TEXT = 0xe000;
const FIRST_OPAQUE_CHARACTER = 0xf000;
const FIRST_OPAQUE_PIECE = 0xf800;
const LAST_OPAQUE = 0xf8ff;

/** How many different opaque letters there are of the kinds of which a question may need many. */
export const OPAQUE_LETTERS = FIRST_OPAQUE_PIECE - FIRST_OPAQUE_CHARACTER;

/** How many letters there are for pieces. */
export const OPAQUE_PIECES = LAST_OPAQUE - FIRST_OPAQUE_PIECE + 1;

/** The letter of the n-th unknown text. */
export function opaqueText(index: number): string {
  return String.fromCharCode(FIRST_OPAQUE_TEXT + index);
}

/** The letter of the n-th unknown single character. */
export function opaqueCharacter(index: number): string {
  return String.fromCharCode(FIRST_OPAQUE_CHARACTER + index);
}

/** The letter of the n-th unknown text without colons and slashes. */
export function opaquePiece(index: number): string {
  return String.fromCharCode(FIRST_OPAQUE_PIECE + index);
}

/** Whether a letter stands for exactly one character. */
export function isOpaqueCharacter(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return code >= FIRST_OPAQUE_CHARACTER && code < FIRST_OPAQUE_PIECE;
}

/** Whether a letter stands for a text without colons and slashes. */
export function isOpaquePiece(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return code >= FIRST_OPAQUE_PIECE && code <= LAST_OPAQUE;
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
export function freshLetter(used: Pick<ReadonlySet<string>, "has">): string {
  for (const letter of READABLE) if (!used.has(letter)) return letter;
  for (let code = FIRST_RARE; ; code++) {
    const letter = String.fromCharCode(code);
    if (!used.has(letter) && letter.toLowerCase() === letter && letter.toUpperCase().length === 1) return letter;
  }
}

/**
 * A text in lower case, letter by letter, so that each letter stays one.
 * ASSUMPTION: AWS does not say how it compares letters beyond ASCII without regard to case (ADR 0020).
 */
export function lowerCase(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : text.split("").map(lowerLetter).join("");
}

/** Capitals that are not the upper case of their lower case: the signs for kelvin, ohm and angstrom, titles, sharp s, theta. */
const OTHER_CAPITALS = (
  "\u01c5\u01c8\u01cb\u01f2\u03f4\u1e9e\u2126\u212a\u212b\u1fbc\u1fcc\u1ffc" +
  "\u1f88\u1f89\u1f8a\u1f8b\u1f8c\u1f8d\u1f8e\u1f8f\u1f98\u1f99\u1f9a\u1f9b\u1f9c\u1f9d\u1f9e\u1f9f" +
  "\u1fa8\u1fa9\u1faa\u1fab\u1fac\u1fad\u1fae\u1faf"
).split("");

/** All letters with the lower case of this one: for `k` also the sign for kelvin. */
export function casesOf(letter: string): string {
  const lower = lowerLetter(letter);
  const others = [lower.toUpperCase(), ...OTHER_CAPITALS].filter((one) => one !== lower && lowerLetter(one) === lower);
  return [lower, ...others].join("");
}

function lowerLetter(letter: string): string {
  const lower = letter.toLowerCase();
  return lower.length === 1 ? lower : letter;
}
