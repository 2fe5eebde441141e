import type { WorkCounter } from "../work-counter";
import type { SequencePattern, PatternUnion } from "./sequence-pattern";

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
  const search = (): ProductSearch => new ProductSearch(generator, within, outside, fresh, work);
  return (within.length < GREEDY_FROM ? undefined : search().runGreedily()) ?? search().run();
}

/** From this many unions that must match beside the generator on, a text is first looked for along the nearest states. */
const GREEDY_FROM = 2;
/** States that this first look visits. */
const GREEDY_STATES = 2_000;

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

  /** Goes on from the state that is nearest to matching everything; gives up after some states. */
  runGreedily(): string | undefined {
    const byDistance = new Map<number, Node[]>();
    const add = (node: Node): void => {
      const distance = node.length + 2 * this.distance(node);
      const nodes = byDistance.get(distance);
      if (nodes === undefined) byDistance.set(distance, [node]);
      else nodes.push(node);
    };
    add(this.startNode());
    for (let visited = 0; visited < GREEDY_STATES && byDistance.size > 0; visited++) {
      const nearest = Math.min(...byDistance.keys());
      const nodes = byDistance.get(nearest) ?? [];
      const node = nodes.pop();
      if (nodes.length === 0) byDistance.delete(nearest);
      if (node === undefined || this.isSuperfluous(node)) continue;
      if (this.isAccepted(node)) return wordOf(node);
      for (const letter of this.lettersAt(node)) {
        const successor = this.step(node, letter);
        if (successor !== undefined) add(successor);
      }
    }
    return undefined;
  }

  /** Letters that are still needed, summed over the patterns that must match. */
  private distance(node: Node): number {
    let sum = nearest(this.generator, node.generator);
    for (const [at, union] of this.within.entries()) {
      const all = union.map((pattern, index) => nearest(pattern, node.within[at]?.[index] ?? []));
      sum += Math.min(...all);
    }
    return sum;
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

function nearest(pattern: SequencePattern, states: readonly number[]): number {
  return Math.min(...states.map((state) => pattern.shortest[state] ?? 0), pattern.tokens.length);
}

function addLetters(pattern: SequencePattern, states: readonly number[], letters: Set<string>): void {
  for (const state of states) for (const letter of pattern.tokens[state]?.letters ?? "") letters.add(letter);
}

function wordOf(node: Node): string {
  const letters: string[] = [];
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) letters.push(at.letter);
  return letters.reverse().join("");
}
