const OPENING = "${ec2-identity:symbol:";

/** Source of a regular expression for one placeholder; its group is the index, as `symbolPlaceholder` writes it. */
export const PLACEHOLDER_SOURCE = String.raw`\$\{ec2-identity:symbol:(0|[1-9]\d{0,8})\}`;

const PLACEHOLDERS = new RegExp(PLACEHOLDER_SOURCE, "g");
const PLACEHOLDER = new RegExp(PLACEHOLDER_SOURCE);

/** The placeholder that stands for `symbols[index]` inside the strings of a document. */
export function symbolPlaceholder(index: number): string {
  return `${OPENING}${index}}`;
}

/** Whether a text holds the beginning of a placeholder, whatever symbol it names. */
export function hasSymbol(text: string): boolean {
  return text.includes(OPENING);
}

/** The indices of the symbols in a text, in order, each as often as it stands there. */
export function symbolsIn(text: string): readonly number[] {
  return Array.from(text.matchAll(PLACEHOLDERS), ([, index]) => Number(index));
}

/** The text with something else in place of each placeholder. */
export function replaceSymbols(text: string, replacement: (index: number, placeholder: string) => string): string {
  return text.replace(PLACEHOLDERS, (placeholder, index: string) => replacement(Number(index), placeholder));
}

/** The first placeholder of a text: its symbol's index, and the text on both sides; undefined where there is none. */
export function firstSymbol(
  text: string,
): { readonly before: string; readonly index: number; readonly after: string } | undefined {
  const found = PLACEHOLDER.exec(text);
  if (found === null) return undefined;
  const [placeholder, index] = found;
  return {
    before: text.slice(0, found.index),
    index: Number(index),
    after: text.slice(found.index + placeholder.length),
  };
}
