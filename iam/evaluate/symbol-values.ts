import { globMatcher } from "../pattern/glob-matcher";
import { compileGlob } from "../pattern/glob";
import type { TemplatePart } from "../pattern/template";
import type { SymbolComparison } from "./undecided-comparisons";

const FRESH = "xzqwvkjyuhgpfbdmnltcrsoaei0123456789";
/** A symbol's value is text without wildcards and variables (ADR 0019). */
const NO_VALUE = /[*?$]/;

/**
 * The values that one symbol can have, as far as they differ for some comparisons: those that can make one of them match,
 * and one value that makes none match.
 */
export class SymbolDomain {
  private readonly values = new Set<string>();
  private readonly admits: readonly ((value: string) => boolean)[];

  /** `patterns`: what the documents say of the symbol, each a glob that all its values match. */
  constructor(private readonly patterns: readonly string[]) {
    this.admits = patterns.map(globMatcher);
  }

  /** Adds the values for which the comparison can match, whatever the other symbols are. False: there are more than `most`. */
  add({ text, parts }: SymbolComparison, at: number, most: number): boolean {
    const before = compileGlob(parts.slice(0, at).map(widened));
    const after = compileGlob(parts.slice(at + 1).map(widened));
    const positions = Array.from({ length: text.length + 1 }, (_, position) => position);
    const starts = positions.filter((start) => before.matches(text.slice(0, start)));
    const ends = positions.filter((end) => after.matches(text.slice(end)));
    for (const start of starts) {
      for (const end of ends) {
        if (end < start) continue;
        const value = text.slice(start, end);
        if (this.isValue(value)) this.values.add(value);
        if (this.values.size > most) return false;
      }
    }
    return true;
  }

  /** The values, with one that is none of those added; undefined where no such value can be made. */
  all(): readonly string[] | undefined {
    const only = this.patterns.find((pattern) => !/[*?]/.test(pattern));
    if (only !== undefined) return this.isValue(only) ? [only] : undefined;
    const other = this.fillings().find((value) => this.isValue(value) && !this.values.has(value));
    return other === undefined ? undefined : [...this.values, other];
  }

  private isValue(value: string): boolean {
    return !NO_VALUE.test(value) && this.admits.every((admits) => admits(value));
  }

  /** Texts of the narrowest pattern, one more than there are values if it has a `*`. */
  private fillings(): readonly string[] {
    const [pattern = "*"] = [...this.patterns].sort((a, b) => b.length - a.length);
    const rest = (text: string): string => text.replaceAll("*", "").replaceAll("?", "x");
    const star = pattern.indexOf("*");
    if (star < 0) return FRESH.split("").map((letter) => rest(pattern.replace("?", letter)));
    const fill = (size: number): string => rest(pattern.slice(0, star)) + "x".repeat(size) + rest(pattern.slice(star));
    return Array.from({ length: this.values.size + 1 }, (_, index) => fill(index + 1));
  }
}

function widened(part: TemplatePart): TemplatePart {
  return part.kind === "symbol" ? { kind: "anyString" } : part;
}
