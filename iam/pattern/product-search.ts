import type { WorkCounter } from "../work-counter";
import type { PatternUnion } from "./text-language";
import type { SequencePattern } from "./sequence-pattern";

/** States of several patterns after the same letters; a pattern that no longer can match has an empty list. */
type States = readonly (readonly number[])[];

interface Node {
  readonly generator: readonly number[];
  readonly within: readonly States[];
  readonly outside: States;
  readonly letter: string;
  readonly parent: Node | undefined;
  readonly length: number;
}

/**
 * A shortest text of `generator` that is in each union of `within` and in no pattern of `outside`, or undefined. Walks the
 * product of the automata letter by letter, with one letter for all that no pattern tells apart, and leaves out a state
 * that another one makes superfluous: same places in what must match, and no less of what must not.
 * @throws LimitExceededError
 */
export function findWord(
  generator: SequencePattern,
  within: readonly PatternUnion[],
  outside: readonly SequencePattern[],
  fresh: string,
  work: WorkCounter,
): string | undefined {
  return new ProductSearch(generator, within, outside, fresh, work).run();
}

class ProductSearch {
  private readonly seen = new Map<string, States[]>();

  constructor(
    private readonly generator: SequencePattern,
    private readonly within: readonly PatternUnion[],
    private readonly outside: readonly SequencePattern[],
    private readonly fresh: string,
    private readonly work: WorkCounter,
  ) {}

  run(): string | undefined {
    let level: Node[] = [this.startNode()];
    while (level.length > 0) {
      const next: Node[] = [];
      for (const node of level) {
        if (this.isSuperfluous(node)) continue;
        if (this.isAccepted(node)) return wordOf(node);
        for (const letter of this.lettersAt(node)) {
          const successor = this.step(node, letter);
          if (successor !== undefined) next.push(successor);
        }
      }
      level = next;
    }
    return undefined;
  }

  private startNode(): Node {
    return {
      generator: this.generator.start(),
      within: this.within.map((union) => union.map((pattern) => pattern.start())),
      outside: this.outside.map((pattern) => pattern.start()),
      letter: "",
      parent: undefined,
      length: 0,
    };
  }

  private isAccepted(node: Node): boolean {
    if (!this.generator.accepts(node.generator)) return false;
    if (this.outside.some((pattern, index) => pattern.accepts(node.outside[index] ?? []))) return false;
    return this.within.every((union, at) =>
      union.some((pattern, index) => pattern.accepts(node.within[at]?.[index] ?? [])),
    );
  }

  /** Undefined when what must match no longer can. */
  private step(node: Node, letter: string): Node | undefined {
    const generator = this.generator.step(node.generator, letter);
    if (generator.length === 0) return undefined;
    const within: States[] = [];
    for (const [at, union] of this.within.entries()) {
      this.work.spend(union.length);
      const states = union.map((pattern, index) => {
        const before = node.within[at]?.[index] ?? [];
        return before.length === 0 ? before : pattern.stepLoosely(before, letter);
      });
      if (states.every((list) => list.length === 0)) return undefined;
      within.push(states);
    }
    this.work.spend(1 + this.outside.length);
    const outside = this.outside.map((pattern, index) => {
      const before = node.outside[index] ?? [];
      return before.length === 0 ? before : pattern.step(before, letter);
    });
    return { generator, within, outside, letter, parent: node, length: node.length + 1 };
  }

  /** The fresh letter first: what it leads to makes most of the others superfluous. */
  private lettersAt(node: Node): readonly string[] {
    const letters = new Set<string>([this.fresh]);
    addLetters(this.generator, node.generator, letters);
    for (const [at, union] of this.within.entries()) {
      for (const [index, pattern] of union.entries()) addLetters(pattern, node.within[at]?.[index] ?? [], letters);
    }
    for (const [index, pattern] of this.outside.entries()) addLetters(pattern, node.outside[index] ?? [], letters);
    this.work.spend(letters.size);
    return [...letters];
  }

  private isSuperfluous(node: Node): boolean {
    const key = `${node.generator.join(",")};${node.within.map((states) => states.map((list) => list.join(",")).join("|")).join(";")}`;
    const bucket = this.seen.get(key) ?? [];
    this.work.spend(1 + bucket.length);
    if (bucket.some((other) => isWeaker(other, node.outside, this.outside))) return true;
    const kept = bucket.filter((other) => !isWeaker(node.outside, other, this.outside));
    kept.push(node.outside);
    this.seen.set(key, kept);
    return false;
  }
}

/** Whether all that `a` may still match, `b` may match too. */
function isWeaker(a: States, b: States, patterns: readonly SequencePattern[]): boolean {
  for (const [index, pattern] of patterns.entries()) {
    const mine = a[index] ?? [];
    const theirs = b[index] ?? [];
    if (mine.length === 0 || mine === theirs) continue;
    for (const state of mine) if (!theirs.some((other) => pattern.covers(other, state))) return false;
  }
  return true;
}

function addLetters(pattern: SequencePattern, states: readonly number[], letters: Set<string>): void {
  for (const state of states) for (const letter of pattern.tokens[state]?.letters ?? "") letters.add(letter);
}

function wordOf(node: Node): string {
  const letters: string[] = [];
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) letters.push(at.letter);
  return letters.reverse().join("");
}
