import type { OperatorTraits } from "../condition/operator";
import type { TextSet } from "./value-set";

/** How a policy's text is read as a set of texts. */
export type TextReading = "action" | "resource" | OperatorTraits["comparison"];

/**
 * The sets that the texts of policies stand for, read once for all questions, as the same policies are asked about again and
 * again. A text with a variable or symbol is read each time: it is another set where that has another value.
 */
export class SetCache {
  private readonly sets = new Map<string, TextSet>();

  /** @param capacity texts whose sets are kept; with one more all are forgotten */
  constructor(private readonly capacity = 4_000) {}

  of(reading: TextReading, text: string, read: () => TextSet): TextSet {
    if (text.includes("${")) return read();
    const key = `${reading} ${text}`;
    let set = this.sets.get(key);
    if (set === undefined) {
      set = read();
      if (this.sets.size >= this.capacity) this.sets.clear();
      this.sets.set(key, set);
    }
    return set;
  }
}

/** The sets that all questions share: they never change, and hang on their texts alone. */
export const SHARED_SETS = new SetCache();
