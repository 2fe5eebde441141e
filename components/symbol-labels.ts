import { type PolicySymbol, replaceSymbols } from "../iam";

/** Returns a text as messages show it, with what placeholders in it stand for. */
export function quotedText(text: string, symbols: readonly PolicySymbol[] = []): string {
  return `\`${replaceSymbols(text, (index) => `<${labelOf(symbols[index])}>`)}\``;
}

/** Returns in words what the placeholders in a value stand for. */
export function symbolLabels(value: unknown, symbols: readonly PolicySymbol[] = []): readonly string[] {
  const labels: string[] = [];
  replaceSymbols(JSON.stringify(value), (index) => {
    labels.push(labelOf(symbols[index]));
    return "";
  });
  return [...new Set(labels)];
}

function labelOf(symbol: PolicySymbol | undefined): string {
  return symbol?.label ?? "a value that is not known yet";
}
