import { PLACEHOLDER_SOURCE } from "./symbol-placeholder";
import type { Template, TemplateOptions, TemplatePart } from "./template";

const SYMBOL = new RegExp(PLACEHOLDER_SOURCE, "y");
const ESCAPE = /\$\{([*?$])\}/y;
const VARIABLE_KEY = /\$\{([^,'{}$]+)/y;
const VARIABLE_DEFAULT = /,\s*'([^']*)'\s*\}/y;
/** Characters of a malformed variable that are kept for the message. */
const MALFORMED_SHOWN = 64;

/** What stands at a `$`: a part and how many characters it takes, or nothing. */
interface Placeholder {
  readonly part: TemplatePart;
  readonly length: number;
}

/**
 * Reads a value of a policy document as a template. Linear in the length; never throws.
 * `${*}`, `${?}` and `${$}` give the literal character. The default of a variable is the text between the quotes.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function readTemplate(text: string, options: TemplateOptions): Template {
  const builder = new TemplateBuilder();
  const special = options.wildcards ? /[*?]|\$\{/g : /\$\{/g;
  let from = 0;
  for (;;) {
    special.lastIndex = from;
    const found = special.exec(text);
    if (found === null) break;
    builder.literal(text.slice(from, found.index));
    from = found.index + readSpecial(text, found.index, options, builder);
  }
  builder.literal(text.slice(from));
  return builder.finish();
}

/** Adds what begins at `at` and returns how many characters it took. */
function readSpecial(text: string, at: number, options: TemplateOptions, builder: TemplateBuilder): number {
  if (text[at] === "*") return builder.add({ kind: "anyString" }, 1);
  if (text[at] === "?") return builder.add({ kind: "anyChar" }, 1);
  const placeholder = readPlaceholder(text, at, options);
  if (placeholder !== undefined) return builder.add(placeholder.part, placeholder.length);
  if (options.variables) builder.malformed(text.slice(at, at + MALFORMED_SHOWN));
  builder.literal("${");
  return 2;
}

// INVARIANT: each look ahead ends at the next quote or `$`, so that reading stays linear on hostile text.
function readPlaceholder(text: string, at: number, options: TemplateOptions): Placeholder | undefined {
  const symbol = execAt(SYMBOL, text, at);
  if (symbol !== null && Number(symbol[1]) < options.symbolCount) {
    return { part: { kind: "symbol", index: Number(symbol[1]) }, length: symbol[0].length };
  }
  if (!options.variables) return undefined;
  const escape = execAt(ESCAPE, text, at);
  if (escape?.[1] !== undefined) return { part: { kind: "literal", text: escape[1] }, length: escape[0].length };
  return readVariable(text, at);
}

function readVariable(text: string, at: number): Placeholder | undefined {
  const opened = execAt(VARIABLE_KEY, text, at);
  const key = opened?.[1]?.trim();
  if (opened === null || key === undefined || key === "") return undefined;
  const end = at + opened[0].length;
  if (text[end] === "}") return { part: { kind: "variable", key }, length: end + 1 - at };
  const rest = execAt(VARIABLE_DEFAULT, text, end);
  if (rest?.[1] === undefined) return undefined;
  return { part: { kind: "variable", key, defaultValue: rest[1] }, length: end + rest[0].length - at };
}

function execAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

class TemplateBuilder {
  private readonly parts: TemplatePart[] = [];
  private readonly malformedVariables: string[] = [];

  literal(text: string): void {
    if (text !== "") this.add({ kind: "literal", text }, 0);
  }

  malformed(text: string): void {
    this.malformedVariables.push(text);
  }

  /** Returns `length`, so that callers advance by what they added. */
  add(part: TemplatePart, length: number): number {
    const last = this.parts.at(-1);
    if (part.kind === "literal" && last?.kind === "literal") {
      this.parts[this.parts.length - 1] = { kind: "literal", text: last.text + part.text };
    } else if (part.kind !== "anyString" || last?.kind !== "anyString") {
      this.parts.push(part);
    }
    return length;
  }

  finish(): Template {
    return { parts: this.parts, malformedVariables: this.malformedVariables };
  }
}

/** The parts of a glob: `*` stands for any characters, `?` for one, everything else, `${…}` too, for itself. */
export function readGlob(glob: string): readonly TemplatePart[] {
  return readTemplate(glob, { wildcards: true, variables: false, symbolCount: 0 }).parts;
}
