import { OpaqueNames } from "../contain/bindings";
import { actionSet, resourceSet, type ResolvePart } from "../contain/text-sets";
import type { TextSet } from "../contain/value-set";
import type { PolicySymbol } from "../document/policy-document";
import { LimitExceededError } from "../errors";
import { freshLetter, OPAQUE_LETTERS } from "../pattern/letters";
import type { SequencePattern } from "../pattern/sequence-pattern";
import type { TemplatePart } from "../pattern/template";
import { findText } from "../pattern/text-language";
import { WorkCounter } from "../work-counter";
import type { LintContext } from "./lint-context";
import { literalPrefix, type ValueView } from "./value-view";

/** Steps of one comparison; few patterns need more than their lengths. */
const MOST_STEPS = 20_000;

/**
 * Whether one value of an element includes another: every text that it matches, whatever variables and symbols stand for.
 * True is certain. False too, unless one of the two has a symbol before the fifth colon, the document has
 * more unknown texts than there are letters for them, or a comparison exceeds its steps.
 */
export class ValueInclusion {
  private readonly sets = new WeakMap<ValueView, TextSet>();
  private readonly names = new OpaqueNames();
  private readonly known = new Set<string>();
  private lettersLeft = OPAQUE_LETTERS;

  constructor(private readonly symbols: readonly PolicySymbol[]) {}

  /** Without regard to case. */
  includesAction(outer: ValueView, inner: ValueView): boolean {
    if (!prefixesMeet(outer.parts, inner.parts, true)) return false;
    const read = (parts: readonly TemplatePart[]): TextSet => actionSet(parts, this.resolve);
    return isWithin(this.setOf(inner, read), this.setOf(outer, read));
  }

  /** A wildcard before the fifth colon takes no colon in; in values with fewer colons it does. */
  includesResource(outer: ValueView, inner: ValueView): boolean {
    if (!prefixesMeet(outer.parts, inner.parts, false)) return false;
    const read = (parts: readonly TemplatePart[]): TextSet => resourceSet(parts, this.resolve);
    return isWithin(this.setOf(inner, read), this.setOf(outer, read));
  }

  private setOf(view: ValueView, read: (parts: readonly TemplatePart[]) => TextSet): TextSet | undefined {
    let set = this.sets.get(view);
    if (set === undefined && this.takeLetters(view.parts)) {
      set = read(view.parts);
      this.sets.set(view, set);
    }
    return set;
  }

  /** Whether there are letters left for the unknown texts of a value. */
  private takeLetters(parts: readonly TemplatePart[]): boolean {
    for (const part of parts) {
      if (part.kind !== "variable" && part.kind !== "symbol") continue;
      const name = part.kind === "variable" ? variableName(part) : `symbol ${part.index}`;
      if (this.known.has(name)) continue;
      const needed = part.kind === "variable" ? 1 : (this.symbols[part.index]?.pattern ?? "*").length;
      if (needed > this.lettersLeft) return false;
      this.lettersLeft -= needed;
      this.known.add(name);
    }
    return true;
  }

  private readonly resolve: ResolvePart = (part) => {
    if (part.kind === "variable") return this.names.variable(variableName(part));
    const symbol = this.symbols[part.index];
    return symbol && this.names.symbol(symbol);
  };
}

const INCLUSIONS = new WeakMap<LintContext, ValueInclusion>();

/** How the values of a document include each other; read once for all rules. */
export function inclusionOf(context: LintContext): ValueInclusion {
  let inclusion = INCLUSIONS.get(context);
  if (inclusion === undefined) {
    inclusion = new ValueInclusion(context.document.symbols);
    INCLUSIONS.set(context, inclusion);
  }
  return inclusion;
}

/** With another default a variable is another text. */
function variableName({ key, defaultValue }: TemplatePart & { kind: "variable" }): string {
  return defaultValue === undefined ? key.toLowerCase() : `${key.toLowerCase()} '${defaultValue}'`;
}

/** Whether the texts before the first wildcard, variable or symbol leave an inclusion possible; most pairs end here. */
function prefixesMeet(outer: readonly TemplatePart[], inner: readonly TemplatePart[], ignoreCase: boolean): boolean {
  const [a, b] = [literalPrefix(outer), literalPrefix(inner)];
  return ignoreCase ? b.toLowerCase().startsWith(a.toLowerCase()) : b.startsWith(a);
}

function isWithin(inner: TextSet | undefined, outer: TextSet | undefined): boolean {
  if (inner === undefined || outer === undefined) return false;
  if (inner.maybe.length === 0) return false;
  return inner.maybe.every((pattern) =>
    outer.surely.some((other) => other.includes(pattern) || covers(other, pattern)),
  );
}

/** Where one alignment does not show it, by looking for a text of the inner pattern that is not in the outer one. */
function covers(outer: SequencePattern, inner: SequencePattern): boolean {
  const isAligned = !outer.tokens.some(({ repeats, excludes }) => !repeats && excludes);
  if (isAligned || inner.literal !== undefined) return false;
  const used = [...outer.tokens, ...inner.tokens].flatMap(({ letters }) => letters.split(""));
  const hints = { preferred: [], fresh: freshLetter(new Set(used)) };
  const work = new WorkCounter("lintSteps", MOST_STEPS);
  try {
    return findText({ within: [[inner]], outside: [[outer]] }, hints, work) === undefined;
  } catch (error) {
    if (error instanceof LimitExceededError) return false;
    throw error;
  }
}
