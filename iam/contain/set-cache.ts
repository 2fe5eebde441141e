import type { OperatorTraits } from "../condition/operator";
import type { TextSet } from "./value-set";

/** How a policy's text is read as a set of texts. */
export type TextReading = "action" | "resource" | OperatorTraits["comparison"];

/**
 * The sets that the texts of policies stand for, read once for all questions, as the same policies are asked about again and
 * again. A text with a variable or symbol is read each time: it is another set where that has another value.
 */
export class SetCache {
  private readonly sets = new Map<TextReading, Map<string, TextSet>>();

  /** @param capacity texts of each reading whose sets are kept; with one more all of that reading are forgotten */
  constructor(private readonly capacity = 4_000) {}

  of(reading: TextReading, text: string, read: () => TextSet): TextSet {
    if (text.includes("${")) return read();
    const sets = this.sets.get(reading) ?? new Map<string, TextSet>();
    this.sets.set(reading, sets);
    let set = sets.get(text);
    if (set === undefined) {
      set = read();
      if (sets.size >= this.capacity) sets.clear();
      sets.set(text, set);
    }
    return set;
  }
}

/** The sets that all questions share: they never change, and hang on their texts alone. */
export const SHARED_SETS = new SetCache();
