import { isLetter, type PatternToken } from "./pattern-token";
import type { SequencePattern } from "./sequence-pattern";

/**
 * Whether some text matches both patterns. Exact for patterns without unknown text; costs at most the product of their
 * lengths.
 */
export function overlaps(a: SequencePattern, b: SequencePattern): boolean {
  const [left, right] = [a.tokens, b.tokens];
  const start = commonLetters(left, right);
  if (start === undefined) return false;
  const width = right.length + 1;
  const end = (left.length + 1) * width - 1;
  const seen = new Uint8Array(end + 1);
  const open: number[] = [start * width + start];
  const visit = (state: number): void => {
    if (seen[state] === 1) return;
    seen[state] = 1;
    open.push(state);
  };
  // A state is a place in each of the two patterns that one text leads to.
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (state === end) return true;
    const x = left[Math.floor(state / width)];
    const y = right[state % width];
    if (x?.repeats === true) visit(state + width);
    if (y?.repeats === true) visit(state + 1);
    if (x === undefined || y === undefined || !classesMeet(x, y)) continue;
    visit(state + (x.repeats ? 0 : width) + (y.repeats ? 0 : 1));
  }
  return false;
}

/** How many letters both begin with; undefined where one of them tells the two apart, as it does for most pairs. */
function commonLetters(left: readonly PatternToken[], right: readonly PatternToken[]): number | undefined {
  for (let index = 0; ; index++) {
    const [x, y] = [left[index], right[index]];
    if (x === undefined || y === undefined || !isLetter(x) || !isLetter(y)) return index;
    if (x.letters !== y.letters) return undefined;
  }
}

/** Whether a letter is in both classes; those that leave letters out leave out few. */
function classesMeet(x: PatternToken, y: PatternToken): boolean {
  if (x.excludes) return y.excludes || holdsOther(y.letters, x.letters);
  if (y.excludes) return holdsOther(x.letters, y.letters);
  if (x.letters === y.letters) return true;
  for (const letter of x.letters) if (y.letters.includes(letter)) return true;
  return false;
}

/** Whether one of the letters is not among the others. */
function holdsOther(letters: string, others: string): boolean {
  for (const letter of letters) if (!others.includes(letter)) return true;
  return false;
}
