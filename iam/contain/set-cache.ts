import type { OperatorTraits } from "../condition/operator";
import type { TextSet } from "./value-set";

/** How a policy's text is read as a set of texts. */
export type TextReading = "action" | "resource" | OperatorTraits["comparison"];

/**
 * The sets that the texts of a question's policies stand for, read once for all its searches. A text with a variable or
 * symbol is read each time: it is another set where that has another value.
 */
export class SetCache {
  private readonly sets = new Map<string, TextSet>();

  of(reading: TextReading, text: string, read: () => TextSet): TextSet {
    if (text.includes("${")) return read();
    const key = `${reading} ${text}`;
    let set = this.sets.get(key);
    if (set === undefined) {
      set = read();
      this.sets.set(key, set);
    }
    return set;
  }
}
