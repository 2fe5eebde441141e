import { hasSymbol } from "../pattern/symbol-placeholder";

/** Texts of the form `${…}` that are no symbol; without a closing brace they run to the end. */
export function variableTexts(text: string): readonly string[] {
  return [...text.matchAll(/\$\{[^}]*\}?/g)].map(([found]) => found).filter((found) => !hasSymbol(found));
}
