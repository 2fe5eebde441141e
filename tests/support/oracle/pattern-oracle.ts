import fc from "fast-check";
import type { PatternToken } from "../../../iam/pattern/pattern-token";
import { SequencePattern } from "../../../iam/pattern/sequence-pattern";

/** One character that is this letter. */
export const letter = (one: string): PatternToken => ({ excludes: false, letters: one, repeats: false });
/** `?` */
export const ANY_LETTER: PatternToken = { excludes: true, letters: "", repeats: false };
/** `*` */
export const STAR: PatternToken = { excludes: true, letters: "", repeats: true };

const GLOB_TOKENS: readonly PatternToken[] = [letter("a"), letter("b"), STAR];
const CLASS_TOKENS: readonly PatternToken[] = [
  ...GLOB_TOKENS,
  ANY_LETTER,
  { excludes: false, letters: "ab", repeats: false },
  { excludes: true, letters: "a", repeats: false },
  { excludes: false, letters: "a", repeats: true },
  { excludes: true, letters: "b", repeats: true },
];

/** Patterns of letters and `*`. */
export const globPattern = (maxLength: number): fc.Arbitrary<SequencePattern> =>
  fc.array(fc.constantFrom(...GLOB_TOKENS), { maxLength }).map((tokens) => new SequencePattern(tokens));

/** Patterns of all kinds of tokens. */
export const classPattern = (maxLength: number): fc.Arbitrary<SequencePattern> =>
  fc.array(fc.constantFrom(...CLASS_TOKENS), { maxLength }).map((tokens) => new SequencePattern(tokens));

/** Reads `a`, `?` and `*`; every other character stands for itself. */
export function patternOf(glob: string): SequencePattern {
  const tokenOf = (one: string): PatternToken => (one === "*" ? STAR : one === "?" ? ANY_LETTER : letter(one));
  return new SequencePattern(glob.split("").map(tokenOf));
}

/** All texts over the letters, from the empty one up to the length. */
export function textsUpTo(length: number, letters: string): readonly string[] {
  const texts = [""];
  for (let at = 0, size = 0; size < length; size++) {
    const end = texts.length;
    for (; at < end; at++) for (const one of letters) texts.push(`${texts[at] ?? ""}${one}`);
  }
  return texts;
}

/** Whether the tokens match the text, by definition and in exponential time. */
export function matchesTokens(tokens: readonly PatternToken[], text: string): boolean {
  const [token, ...rest] = tokens;
  if (token === undefined) return text === "";
  if (token.repeats && matchesTokens(rest, text)) return true;
  const first = text[0];
  if (first === undefined || token.letters.includes(first) === token.excludes) return false;
  return matchesTokens(token.repeats ? tokens : rest, text.slice(1));
}
