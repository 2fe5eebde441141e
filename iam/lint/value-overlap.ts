import { piecesOf } from "../contain/text-sets";
import { overlaps } from "../pattern/overlap";
import { ANY_TEXT } from "../pattern/pattern-token";
import { SequencePattern } from "../pattern/sequence-pattern";
import type { TemplatePart } from "../pattern/template";

/** The texts that a value matches for some texts in the place of its variables and symbols. */
export function anyValues(parts: readonly TemplatePart[]): SequencePattern {
  return new SequencePattern(piecesOf(parts, () => [ANY_TEXT]) ?? []);
}

/** Whether some text is in both. Exact, but true where a letter stands that the patterns take for unknown text. */
export function mayOverlap(left: SequencePattern, right: SequencePattern): boolean {
  if (left.literal !== undefined) return right.matches(left.literal);
  return overlaps(left, right) || left.isSymbolic || right.isSymbolic;
}
