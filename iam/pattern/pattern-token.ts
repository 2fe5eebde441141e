import { holdsOpaque, isOpaque, isOpaqueCharacter, isOpaquePiece } from "./letters";

/** A class of letters: those in `letters`, or with `excludes` all others. */
interface LetterClass {
  readonly excludes: boolean;
  readonly letters: string;
}

/** One letter of a class, or with `repeats` any number of them. */
export interface PatternToken extends LetterClass {
  readonly repeats: boolean;
}

const ANY_LETTER: LetterClass = { excludes: true, letters: "" };

/** Every string: `*`. */
export const ANY_TEXT: PatternToken = { ...ANY_LETTER, repeats: true };

/** Every text that the token takes for some value of the unknown text that it is; a token of known letters as it is. */
export function withAnyValue(token: PatternToken): PatternToken {
  if (token.excludes || !isOpaque(token.letters)) return token;
  if (isOpaqueCharacter(token.letters)) return { ...ANY_LETTER, repeats: token.repeats };
  return isOpaquePiece(token.letters) ? { ...ANY_TEXT, letters: ":/" } : ANY_TEXT;
}

/**
 * Whether the class holds the letter. Unknown text is in a class of other letters only where it is whatever its value is: a
 * text of unknown length in a repeating class.
 */
export function fits(token: PatternToken, letter: string): boolean {
  if (token.excludes && isOpaque(letter)) return takesUnknown(token, letter);
  return token.letters.includes(letter) !== token.excludes;
}

function takesUnknown({ repeats, letters }: PatternToken, letter: string): boolean {
  if (!repeats && !isOpaqueCharacter(letter)) return false;
  return letters === "" || (isOpaquePiece(letter) && /^[:/]*$/.test(letters));
}

/** Whether the class holds a letter other than a colon and a slash. */
export function takesPiece({ excludes, letters }: LetterClass): boolean {
  return excludes || /[^:/]/.test(letters);
}

/** Whether each text that one `inner` token takes is taken by the repeating or single token `outer`. */
export function classWithin(inner: PatternToken, outer: PatternToken): boolean {
  if (!inner.excludes) {
    for (const letter of inner.letters) if (!fits(outer, letter)) return false;
    return true;
  }
  if (!outer.excludes) return false;
  for (const letter of outer.letters) if (!inner.letters.includes(letter)) return false;
  return true;
}

/** The tokens of a known text. */
export function literalTokens(text: string): readonly PatternToken[] {
  return text.split("").map((letters) => ASCII_TOKENS[letters.charCodeAt(0)] ?? singleLetter(letters));
}

/** The token of one letter. */
export function singleLetter(letters: string): PatternToken {
  return { repeats: false, excludes: false, letters };
}

/** Tokens are never changed, so that those of the usual letters are made once. */
const ASCII_TOKENS: readonly PatternToken[] = Array.from({ length: 128 }, (_, code) =>
  singleLetter(String.fromCharCode(code)),
);

/** A piece of a pattern: a token, or a text that stands for the tokens of its letters, which are made when they are asked for. */
export type PatternPiece = PatternToken | string;

/** The tokens of a piece. */
export function tokensOfPiece(piece: PatternPiece): readonly PatternToken[] {
  return typeof piece === "string" ? literalTokens(piece) : [piece];
}

/** Text that JSON writes as it is. */
const PLAIN_TEXT = /^[ !#-[\]-~]*$/;

/** Equal for equal pieces, and joined for equal sequences of pieces. */
export function pieceKey(piece: PatternPiece): string {
  return typeof piece === "string" ? textKey(piece) : tokenKey(piece);
}

function textKey(text: string): string {
  return PLAIN_TEXT.test(text) ? text : text.split("").map(letterKey).join("");
}

function letterKey(letter: string): string {
  return PLAIN_TEXT.test(letter) ? letter : JSON.stringify(letter).slice(1, -1);
}

function tokenKey(token: PatternToken): string {
  const { letters } = token;
  if (isLetter(token)) return letterKey(letters);
  return `[${token.excludes ? "^" : ""}${JSON.stringify(letters)}]${token.repeats ? "*" : ""}`;
}

/** Whether unknown text stands in a piece. */
export function isUnknownPiece(piece: PatternPiece): boolean {
  if (typeof piece === "string") return holdsOpaque(piece);
  return !piece.excludes && piece.letters.length === 1 && isOpaque(piece.letters);
}

/** Whether a piece takes every text. */
export function isAnyText(piece: PatternPiece): boolean {
  return typeof piece !== "string" && piece.repeats && piece.excludes && piece.letters === "";
}

/** The only text that a piece takes; undefined where there are more. */
export function textOf(piece: PatternPiece): string | undefined {
  if (typeof piece === "string") return piece;
  return isLetter(piece) ? piece.letters : undefined;
}

/** Whether a token is one letter, once. */
export function isLetter({ repeats, excludes, letters }: PatternToken): boolean {
  return !repeats && !excludes && letters.length === 1;
}
