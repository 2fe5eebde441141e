import { compileGlob, type Glob } from "../pattern/glob";
import { readGlob } from "../pattern/read-template";
import type { TemplatePart } from "../pattern/template";
import type { Matching } from "../matching";
import type { Reason } from "../reason";
import type { RequestValues } from "./request-values";
import { ValueTemplate } from "./value-template";
import type { SymbolPattern } from "./value-reading";

/**
 * A pattern with symbols, matched as a whole text: mismatch when no value of the symbols makes it match, match or
 * mismatch when only one value is possible, else unknown. It may answer unknown for a mismatch that only the equality
 * of two occurrences of one symbol shows; `evaluate` then looks at the cases.
 */
export class SymbolicPattern {
  private readonly template: ValueTemplate;
  private readonly reason: Reason | undefined;
  private filled: readonly TemplatePart[] | undefined;
  private glob: Glob | undefined;

  constructor(
    parts: readonly TemplatePart[],
    symbols: readonly SymbolPattern[],
    pointer: string,
    private readonly ignoreCase: boolean,
  ) {
    const widened = parts.map((part) => widen(part, symbols));
    this.template = new ValueTemplate(widened.flatMap(({ parts: inner }) => inner));
    this.reason = widened.find(({ symbol }) => symbol !== undefined)?.symbol;
    if (this.reason !== undefined) this.reason = { ...this.reason, pointer };
  }

  matches(text: string, request: RequestValues): Matching {
    const parts = this.template.fill(request);
    if (typeof parts === "string") return parts;
    if (this.glob === undefined || this.filled !== parts) {
      this.glob = compileGlob(parts, { ignoreCase: this.ignoreCase });
      this.filled = parts;
    }
    return this.glob.matches(text) && this.reason !== undefined ? this.reason : this.glob.matches(text);
  }
}

/** A symbol as the wildcards that cover its values; with a reason unless it has one value only. */
function widen(
  part: TemplatePart,
  symbols: readonly SymbolPattern[],
): { readonly parts: readonly TemplatePart[]; readonly symbol?: Reason } {
  if (part.kind !== "symbol") return { parts: [part] };
  const symbol = symbols[part.index];
  const pattern = symbol?.pattern ?? "*";
  const parts = readGlob(pattern);
  if (symbol === undefined || parts.every(({ kind }) => kind === "literal")) return { parts };
  const message = `the answer depends on the value of \`${symbol.label}\``;
  return { parts, symbol: { code: "symbol", message, symbol: symbol.id } };
}
