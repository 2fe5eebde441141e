import { InvariantError } from "../errors";
import { type Glob, compileGlob } from "../pattern/glob";
import { isPlain, type TemplatePart } from "../pattern/template";
import type { RequestValues } from "./request-values";

/** A template whose variables are filled per request. Remembers the last filling, since requests repeat their values. */
export class ValueTemplate {
  private readonly keys: readonly string[];
  private lastValues = "";
  private last: readonly TemplatePart[] | undefined;

  constructor(readonly parts: readonly TemplatePart[]) {
    this.keys = parts.flatMap((part) => (part.kind === "variable" ? [part.key.toLowerCase()] : []));
  }

  /**
   * The parts with each variable replaced by the request's value, or its default, as literal text. A variable without
   * either, and one whose key has several values, is unresolved.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
   */
  fill(request: RequestValues): readonly TemplatePart[] | "unresolved-variable" {
    if (this.keys.length === 0) return this.parts;
    const texts: string[] = [];
    for (const part of this.parts) {
      if (part.kind !== "variable") continue;
      const text = variableText(part, request);
      if (text === undefined) return "unresolved-variable";
      texts.push(text);
    }
    const values = JSON.stringify(texts);
    if (this.last === undefined || values !== this.lastValues) {
      this.last = replaceVariables(this.parts, texts);
      this.lastValues = values;
    }
    return this.last;
  }
}

function variableText(part: TemplatePart & { kind: "variable" }, request: RequestValues): string | undefined {
  const value = request.valueOf(part.key.toLowerCase());
  return typeof value === "string" ? value : part.defaultValue;
}

function replaceVariables(parts: readonly TemplatePart[], texts: readonly string[]): readonly TemplatePart[] {
  let next = 0;
  return parts.map((part): TemplatePart => {
    if (part.kind !== "variable") return part;
    const text = texts[next++];
    if (text === undefined) throw new InvariantError("fewer values than variables");
    return { kind: "literal", text };
  });
}

/** A pattern that may hold variables, matched as a whole text. Compiled once per filling. */
export class TextPattern {
  private readonly template: ValueTemplate;
  private compiledParts: readonly TemplatePart[] | undefined;
  private glob: Glob | undefined;

  constructor(
    parts: readonly TemplatePart[],
    private readonly ignoreCase: boolean,
  ) {
    this.template = new ValueTemplate(parts);
    if (isPlain(parts)) {
      this.compiledParts = parts;
      this.glob = compileGlob(parts, { ignoreCase });
    }
  }

  matches(text: string, request: RequestValues): boolean | "unresolved-variable" {
    const parts = this.template.fill(request);
    if (typeof parts === "string") return parts;
    if (this.glob === undefined || parts !== this.compiledParts) {
      this.glob = compileGlob(parts, { ignoreCase: this.ignoreCase });
      this.compiledParts = parts;
    }
    return this.glob.matches(text);
  }
}
