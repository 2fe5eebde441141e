import { freshLetter, holdsOpaque } from "../pattern/letters";
import type { PatternUnion } from "../pattern/sequence-pattern";
import { findText, type TextHints } from "../pattern/text-language";
import type { Reason } from "../reason";
import type { WorkCounter } from "../work-counter";
import { unnamedKey, type KeyFacts } from "./key-facts";
import { ValueSolver, type Mode, type ValueTest } from "./solve-value";
import {
  excludedParts,
  hasIdentity,
  isCertain,
  literalId,
  textsMaybe,
  type Atom,
  type Literal,
  type TextSet,
  type ValueSet,
} from "./value-set";

/** A dimension's part of a request: a text, several values of a key, or undefined for an absent key. */
export type Part = string | readonly string[] | undefined;

/** Whether literals of one dimension can hold together. */
export type Solved =
  | { readonly kind: "found"; readonly part: Part }
  | { readonly kind: "empty" }
  | { readonly kind: "undecided"; readonly reason: Reason };

/** Texts and letters of the policies, by dimension: to find requests that read well, and letters in none of them. */
export class HintTable {
  private readonly preferred = new Map<string, Set<string>>();
  private readonly fallbacks = new Map<string, readonly string[]>();
  private readonly sets = new Map<Atom, TextSet>();
  private readonly made = new Map<string, TextHints>();
  private cached: string | undefined;

  add({ atom }: Literal): void {
    if (atom.set.kind === "line" || this.sets.has(atom)) return;
    this.sets.set(atom, atom.set);
    for (const { literal } of atom.set.maybe) {
      if (literal !== undefined && !holdsOpaque(literal)) this.textsOf(atom.dimension).add(literal);
    }
    this.made.clear();
  }

  /** A text to try after those of the policies. */
  prefer(dimension: string, text: string): void {
    this.fallbacks.set(dimension, [...(this.fallbacks.get(dimension) ?? []), text]);
    this.made.clear();
  }

  of(dimension: string): TextHints {
    const hints = this.made.get(dimension) ?? this.make(dimension);
    this.made.set(dimension, hints);
    return hints;
  }

  private make(dimension: string): TextHints {
    this.cached ??= freshLetter({ has: (letter) => this.isNamed(letter) });
    const preferred = [...this.textsOf(dimension)].slice(0, MOST_PREFERRED);
    return { preferred: [...preferred, ...(this.fallbacks.get(dimension) ?? [])], fresh: this.cached };
  }

  private isNamed(letter: string): boolean {
    for (const { maybe } of this.sets.values()) if (maybe.some((pattern) => pattern.names(letter))) return true;
    return false;
  }

  private textsOf(dimension: string): Set<string> {
    const texts = this.preferred.get(dimension) ?? new Set();
    this.preferred.set(dimension, texts);
    return texts;
  }
}

const MOST_PREFERRED = 24;

/** Decides dimension by dimension whether literals can hold together; remembers what it has decided. */
export class Dimensions {
  private readonly solved = new Map<string, Solved>();

  constructor(
    private readonly universes: ReadonlyMap<string, PatternUnion>,
    private readonly keys: ReadonlyMap<string, KeyFacts>,
    private readonly hints: HintTable,
    private readonly mode: Mode,
    private readonly work: WorkCounter,
  ) {}

  /** A part in which all literals, which are of one dimension, hold. */
  solve(dimension: string, literals: readonly Literal[]): Solved {
    const ids = [...new Set(literals.map(literalId))].sort((a, b) => a - b);
    const key = `${dimension}\n${ids.join()}`;
    let solved = this.solved.get(key);
    if (solved === undefined) {
      const clash = ids.some((id, index) => (id & 1) === 0 && ids[index + 1] === id + 1 && this.isOne(literals, id));
      solved = clash ? { kind: "empty" } : this.compute(dimension, literals);
      this.solved.set(key, solved);
    }
    return solved;
  }

  /** Whether a part alone tells whether the literal holds; where a set is not certain, the other literals count too. */
  tells({ atom }: Literal): boolean {
    return this.mode === "must" || isCertain(atom.set);
  }

  /** Whether the literal holds for the part, unknown texts taken as they are. */
  holds({ atom, holds }: Literal, part: Part): boolean {
    this.work.spend(1);
    if (atom.kind === "text") {
      const union = this.patterns(atom.set, holds);
      return union.some((pattern) => pattern.matches(String(part))) === holds;
    }
    if (part === undefined) return atom.whenAbsent === holds;
    const solver = this.solverOf(atom.dimension);
    const test = { set: atom.set, inside: atom.negated !== holds };
    const values = typeof part === "string" ? [part] : part;
    const every = (atom.quantifier === "every") === holds;
    return every ? values.every((one) => solver.passes(one, test)) : values.some((one) => solver.passes(one, test));
  }

  /** Whether the atom asks one thing, known or not: then it does not hold and fail at once. */
  private isOne(literals: readonly Literal[], id: number): boolean {
    const atom = literals.find((literal) => literalId(literal) === id)?.atom;
    return atom !== undefined && hasIdentity(atom.set);
  }

  private compute(dimension: string, literals: readonly Literal[]): Solved {
    const isText = literals.length === 0 ? this.universes.has(dimension) : literals[0]?.atom.kind === "text";
    return isText ? this.solveText(dimension, literals) : this.solveKey(dimension, literals);
  }

  private solveText(dimension: string, literals: readonly Literal[]): Solved {
    const universe = this.universes.get(dimension);
    const within: PatternUnion[] = universe === undefined ? [] : [universe];
    const outside: PatternUnion[] = [];
    const excluded = excludedParts(literals.filter(({ holds }) => !holds).map(({ atom }) => atom.set));
    for (const { atom, holds } of literals) {
      if (atom.set.kind === "line") continue;
      if (!holds) outside.push(this.patterns(atom.set, false));
      else within.push(this.mode === "may" ? textsMaybe(atom.set, excluded) : atom.set.surely);
    }
    const part = findText({ within, outside }, this.hints.of(dimension), this.work);
    return part === undefined ? { kind: "empty" } : { kind: "found", part };
  }

  private solveKey(key: string, literals: readonly Literal[]): Solved {
    const atLeast: ValueTest[] = [];
    const everyOne: ValueTest[] = [];
    let mayBeAbsent = true;
    const { isMultiValued } = this.factsOf(key);
    for (const { atom, holds } of literals) {
      if (atom.kind === "text") continue;
      mayBeAbsent &&= atom.whenAbsent === holds;
      const test = { set: atom.set, inside: atom.negated !== holds };
      const every = (atom.quantifier === "every") === holds;
      (every || !isMultiValued ? everyOne : atLeast).push(test);
    }
    if (mayBeAbsent) return { kind: "found", part: undefined };
    return isMultiValued ? this.solveValues(key, everyOne, atLeast) : this.solveValue(key, everyOne);
  }

  private solveValue(key: string, tests: readonly ValueTest[]): Solved {
    const found = this.solverOf(key).find(tests);
    if (found === "none") return { kind: "empty" };
    return found === "undecided" ? this.mixedFamilies(key) : { kind: "found", part: found.text };
  }

  private solveValues(key: string, everyOne: readonly ValueTest[], atLeast: readonly ValueTest[]): Solved {
    const values: string[] = [];
    let undecided = false;
    const needed = atLeast.length === 0 ? [everyOne] : atLeast.map((test) => [...everyOne, test]);
    for (const tests of needed) {
      const found = this.solverOf(key).find(tests);
      if (found === "none") return { kind: "empty" };
      if (found === "undecided") undecided = true;
      else if (!values.includes(found.text)) values.push(found.text);
    }
    return undecided ? this.mixedFamilies(key) : { kind: "found", part: values };
  }

  private mixedFamilies(key: string): Solved {
    const name = this.factsOf(key).name;
    const message = `\`${name}\` is under operators of several families, and no value was found that satisfies them`;
    return { kind: "undecided", reason: { code: "mixed-operator-families", message } };
  }

  private solverOf(key: string): ValueSolver {
    return new ValueSolver(this.factsOf(key), this.hints.of(key), this.mode, this.work);
  }

  private factsOf(key: string): KeyFacts {
    return this.keys.get(key) ?? unnamedKey(key);
  }

  private patterns(set: ValueSet, holds: boolean): PatternUnion {
    if (set.kind === "line") return [];
    return holds === (this.mode === "may") ? set.maybe : set.surely;
  }
}

/** Whether texts of the set hold text that is not known. */
export function holdsUnknown(set: ValueSet): boolean {
  return set.kind === "text" && set.maybe.some(({ key }) => holdsOpaque(key));
}
