import { compileGlob } from "../pattern/glob";
import { globMatcher } from "../pattern/glob-matcher";
import { readTemplate } from "../pattern/read-template";
import { isPlain, type TemplatePart } from "../pattern/template";

/** One value of a statement's element, with its place. */
export interface ValueView {
  readonly text: string;
  readonly pointer: string;
  readonly parts: readonly TemplatePart[];
  /** A symbol stands in it: its text is not known. */
  readonly hasSymbol: boolean;
  /** `*` or `?` stands in it, outside of variables and escapes. */
  readonly hasWildcard: boolean;
}

/** How `viewValue` reads. */
export interface ViewOptions {
  readonly variables: boolean;
  readonly symbolCount: number;
}

/** Reads one value; its place is `pointer`. */
export function viewValue(text: string, pointer: string, options: ViewOptions): ValueView {
  const { parts } = readTemplate(text, { wildcards: true, ...options });
  return {
    text,
    pointer,
    parts,
    hasSymbol: parts.some((part) => part.kind === "symbol"),
    hasWildcard: parts.some((part) => part.kind === "anyString" || part.kind === "anyChar"),
  };
}

/**
 * Whether the value's pattern matches the text whatever its variables and symbols stand for: with one of them it says
 * false, also where every value would match.
 */
export function certainlyMatches(view: ValueView, text: string, ignoreCase: boolean): boolean {
  return isPlain(view.parts) && compileGlob(view.parts, { ignoreCase }).matches(text);
}

/** The text before the first wildcard, variable or symbol. */
export function literalPrefix(parts: readonly TemplatePart[]): string {
  const first = parts[0];
  return first?.kind === "literal" ? first.text : "";
}

/** Whether a pattern of `*` and `?` matches a text, case counting. */
export function textMatches(pattern: string, text: string): boolean {
  return globMatcher(pattern)(text);
}
