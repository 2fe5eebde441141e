import type { TemplatePart } from "../pattern/template";
import type { Reason } from "../reason";

/** How values of a document are read: what its version and its symbols make of `${…}`. */
export interface ValueReading {
  /** Version 2012-10-17: `${…}` is a variable where the element takes variables. */
  readonly variables: boolean;
  readonly symbols: readonly SymbolPattern[];
}

/** What is known of a symbol where values are matched. */
export interface SymbolPattern {
  readonly id: string;
  readonly label: string;
  readonly pattern?: string;
}

/** The reason that a value cannot be compared because a symbol stands in it. */
export function symbolReason(
  part: TemplatePart & { kind: "symbol" },
  reading: Pick<ValueReading, "symbols">,
  pointer: string,
): Reason {
  const symbol = reading.symbols[part.index];
  const label = symbol?.label ?? String(part.index);
  const reason = { code: "symbol", message: `the answer depends on the value of \`${label}\``, pointer };
  return symbol === undefined ? reason : { ...reason, symbol: symbol.id };
}
