import { piecesOf } from "../contain/text-sets";
import { LimitExceededError } from "../errors";
import { freshLetter } from "../pattern/letters";
import { ANY_TEXT, isLetter, SequencePattern } from "../pattern/sequence-pattern";
import type { TemplatePart } from "../pattern/template";
import { findText } from "../pattern/text-language";
import { WorkCounter } from "../work-counter";

/** Steps of one comparison. */
const MOST_STEPS = 20_000;

/** The texts that a value matches for some texts in the place of its variables and symbols. */
export function anyValues(parts: readonly TemplatePart[]): SequencePattern {
  return new SequencePattern(piecesOf(parts, () => [ANY_TEXT]) ?? []);
}

/** Whether some text is in both: false is certain; true too, unless the comparison exceeds its steps. */
export function mayOverlap(left: SequencePattern, right: SequencePattern): boolean {
  if (!prefixesMeet(left, right)) return false;
  if (left.literal !== undefined) return right.matches(left.literal);
  const shortest = shortestText(left);
  if (shortest !== undefined && right.matches(shortest)) return true;
  const fresh = freshLetter({ has: (letter) => left.names(letter) || right.names(letter) });
  const work = new WorkCounter("lintSteps", MOST_STEPS);
  try {
    return findText({ within: [[left], [right]], outside: [] }, { preferred: [], fresh }, work) !== undefined;
  } catch (error) {
    if (error instanceof LimitExceededError) return true;
    throw error;
  }
}

/** The text that a pattern matches with nothing for its wildcards; undefined where a class is not one letter. */
function shortestText({ tokens }: SequencePattern): string | undefined {
  const single = tokens.filter(({ repeats }) => !repeats);
  return single.every(isLetter) ? single.map(({ letters }) => letters).join("") : undefined;
}

/** Whether the texts before the first wildcard allow a text in common; most pairs end here. */
function prefixesMeet(left: SequencePattern, right: SequencePattern): boolean {
  for (const [index, a] of left.tokens.entries()) {
    const b = right.tokens[index];
    if (b === undefined || !isLetter(a) || !isLetter(b)) return true;
    if (a.letters !== b.letters) return false;
  }
  return true;
}
