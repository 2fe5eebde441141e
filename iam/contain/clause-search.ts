import type { Reason } from "../reason";
import type { WorkCounter } from "../work-counter";
import type { Dimensions, Part, Solved } from "./dimensions";
import { literalId, type Literal } from "./value-set";

/** At least one of the literals must hold. */
export type Clause = readonly Literal[];

/** A request, dimension by dimension; dimensions that are not in it take their own default. */
export type Parts = ReadonlyMap<string, Part>;

/** A set of literals, by their numbers, that cannot all hold. */
type Conflict = ReadonlySet<number>;

type Answer = { readonly parts: Parts } | { readonly conflict: Conflict };

/** Violated clauses looked at before one is chosen. */
const CLAUSES_COMPARED = 12;
/** Literals of one dimension up to which a conflict is made as small as possible. */
const MINIMIZED = 12;

/**
 * Looks for a request in which given literals and one literal of each clause hold. It builds a request for the literals
 * fixed so far and looks only at clauses that this request breaks: fixes the literal of a clause that leaves no choice,
 * branches where there is one, and jumps back over choices that a conflict does not depend on. Conflicts are remembered.
 * Literals of which it is not known whether they can hold together count as if they could: no answer is then sure, and an
 * answer that rests on them is none.
 */
export class ClauseSearch {
  /** Why a request that was found is none for sure, if one was found so. */
  undecided: Reason | undefined;
  private readonly learned: Conflict[] = [];

  constructor(
    private readonly dimensions: Dimensions,
    private readonly clauses: readonly Clause[],
    private readonly always: readonly string[],
    private readonly work: WorkCounter,
  ) {}

  run(given: readonly Literal[]): Parts | undefined {
    const state = new SearchState(this.dimensions, this.always);
    for (const literal of given) {
      if (this.isExcluded(state, literal)) return undefined;
      state.add(literal);
    }
    const answer = this.search(state);
    return "parts" in answer ? answer.parts : undefined;
  }

  private search(start: SearchState): Answer {
    const state = start.copy();
    const implied: { readonly id: number; readonly because: Conflict }[] = [];
    const explain = (conflict: Conflict): Answer => ({ conflict: resolve(conflict, implied) });
    for (;;) {
      this.work.spend(1 + this.learned.length);
      const known = this.learned.find((conflict) => isSubset(conflict, state.ids));
      if (known !== undefined) return explain(known);
      const choice = this.choose(state);
      if (choice === undefined) {
        const reason = state.undecided();
        if (reason === undefined) return { parts: state.parts() };
        this.undecided ??= reason;
        return explain(new Set(state.ids));
      }
      const [only, ...others] = choice.possible;
      if (only === undefined) return explain(choice.because);
      if (others.length > 0) return this.branch(state, choice, explain);
      implied.push({ id: literalId(only), because: choice.because });
      state.add(only);
    }
  }

  private branch(state: SearchState, choice: Choice, explain: (conflict: Conflict) => Answer): Answer {
    const because = new Set(choice.because);
    for (const literal of choice.possible) {
      const id = literalId(literal);
      const next = state.copy();
      next.add(literal);
      const answer = this.search(next);
      if ("parts" in answer) return answer;
      if (!answer.conflict.has(id)) return explain(answer.conflict);
      for (const other of answer.conflict) if (other !== id) because.add(other);
    }
    this.learned.push(because);
    return explain(because);
  }

  /** The broken clause with the fewest literals that can still hold. Undefined: the request breaks none. */
  private choose(state: SearchState): Choice | undefined {
    let best: Choice | undefined;
    let compared = 0;
    for (const clause of this.clauses) {
      if (clause.some((literal) => state.satisfies(literal))) continue;
      const choice = this.possibilities(clause, state);
      if (best === undefined || choice.possible.length < best.possible.length) best = choice;
      if (best.possible.length < 2 || ++compared >= CLAUSES_COMPARED) break;
    }
    return best;
  }

  private possibilities(clause: Clause, state: SearchState): Choice {
    const possible: Literal[] = [];
    const because = new Set<number>();
    for (const literal of clause) {
      if (!this.isExcluded(state, literal)) possible.push(literal);
      else for (const one of this.excluding(state, literal)) because.add(literalId(one));
    }
    return { possible, because };
  }

  /** Whether the literal cannot hold beside those that are fixed. */
  private isExcluded(state: SearchState, literal: Literal): boolean {
    return this.cannotMeet([...state.literalsOf(literal.atom.dimension), literal]);
  }

  /** Few fixed literals beside which this one cannot hold. */
  private excluding(state: SearchState, literal: Literal): readonly Literal[] {
    const fixed = state.literalsOf(literal.atom.dimension);
    if (fixed.length > MINIMIZED) {
      const alone = fixed.find((one) => this.cannotMeet([one, literal]));
      return alone === undefined ? fixed : [alone];
    }
    let core = fixed;
    for (const one of fixed) {
      const without = core.filter((other) => other !== one);
      if (this.cannotMeet([...without, literal])) core = without;
    }
    return core;
  }

  private cannotMeet(literals: readonly Literal[]): boolean {
    const dimension = literals[0]?.atom.dimension ?? "";
    return this.dimensions.solve(dimension, literals).kind === "empty";
  }
}

interface Choice {
  readonly possible: readonly Literal[];
  /** What excludes the other literals of the clause. */
  readonly because: Conflict;
}

/** Literals fixed so far, with a request in which they hold. */
class SearchState {
  readonly ids = new Set<number>();
  private readonly byDimension = new Map<string, readonly Literal[]>();
  private readonly known = new Map<string, Solved>();

  constructor(
    private readonly dimensions: Dimensions,
    private readonly always: readonly string[],
  ) {}

  copy(): SearchState {
    const copy = new SearchState(this.dimensions, this.always);
    for (const id of this.ids) copy.ids.add(id);
    for (const [dimension, literals] of this.byDimension) copy.byDimension.set(dimension, literals);
    for (const [dimension, solved] of this.known) copy.known.set(dimension, solved);
    return copy;
  }

  add(literal: Literal): void {
    const { dimension } = literal.atom;
    this.ids.add(literalId(literal));
    this.byDimension.set(dimension, [...this.literalsOf(dimension), literal]);
    this.known.delete(dimension);
  }

  literalsOf(dimension: string): readonly Literal[] {
    return this.byDimension.get(dimension) ?? [];
  }

  satisfies(literal: Literal): boolean {
    const id = literalId(literal);
    if (this.ids.has(id)) return true;
    // A part with unknown text in it can seem to meet a literal whose negation is fixed.
    if (this.ids.has(id ^ 1) || !this.dimensions.tells(literal)) return false;
    const solved = this.solved(literal.atom.dimension);
    return solved.kind === "found" && this.dimensions.holds(literal, solved.part);
  }

  /** Why it is not known whether all fixed literals can hold, where it is not. */
  undecided(): Reason | undefined {
    for (const dimension of this.byDimension.keys()) {
      const solved = this.solved(dimension);
      if (solved.kind === "undecided") return solved.reason;
    }
    return undefined;
  }

  parts(): Parts {
    const names = new Set([...this.always, ...this.byDimension.keys()]);
    return new Map([...names].map((dimension) => [dimension, partOf(this.solved(dimension))]));
  }

  private solved(dimension: string): Solved {
    let solved = this.known.get(dimension);
    if (solved === undefined) {
      solved = this.dimensions.solve(dimension, this.literalsOf(dimension));
      this.known.set(dimension, solved);
    }
    return solved;
  }
}

function partOf(solved: Solved): Part {
  return solved.kind === "found" ? solved.part : undefined;
}

function isSubset(conflict: Conflict, ids: ReadonlySet<number>): boolean {
  for (const id of conflict) if (!ids.has(id)) return false;
  return true;
}

/** A conflict in terms of the literals that were fixed before: an implied one is replaced by what implied it. */
function resolve(
  conflict: Conflict,
  implied: readonly { readonly id: number; readonly because: Conflict }[],
): Conflict {
  const result = new Set(conflict);
  for (const { id, because } of implied.toReversed()) {
    if (!result.delete(id)) continue;
    for (const other of because) result.add(other);
  }
  return result;
}
