import type { Reason } from "../reason";
import type { PatternUnion } from "../pattern/sequence-pattern";
import type { Intervals } from "./interval";
import type { LineFamily } from "./line";

/** Texts between two bounds: those that match for sure, and those that may match. Mostly the same patterns. */
export interface TextSet {
  readonly kind: "text";
  readonly surely: PatternUnion;
  readonly maybe: PatternUnion;
}

/** Values of a family on its line; the same two bounds. */
export interface LineSet {
  readonly kind: "line";
  readonly family: LineFamily;
  readonly surely: Intervals;
  readonly maybe: Intervals;
}

/** The values of a request that compare with one of the values of a condition. */
export type ValueSet = TextSet | LineSet;

/** Something that holds or not of one dimension of a request: its action, its resource, its caller or one key. */
export type Atom = TextAtom | KeyAtom;

/** The text of the dimension is in the set. */
export interface TextAtom {
  readonly kind: "text";
  readonly id: number;
  readonly dimension: string;
  readonly set: TextSet;
  readonly reason?: Reason | undefined;
}

/** What a condition asks of its key. */
export interface KeyAtom {
  readonly kind: "key";
  readonly id: number;
  /** Lower case. */
  readonly dimension: string;
  readonly whenAbsent: boolean;
  /** Of the key's values, one or all must pass. */
  readonly quantifier: "some" | "every";
  /** A value passes when it is in the set; with `negated` when it is not. */
  readonly negated: boolean;
  readonly set: ValueSet;
  /** Why the set has two bounds, where it has. */
  readonly reason?: Reason | undefined;
}

/** An atom, or that it does not hold. */
export interface Literal {
  readonly atom: Atom;
  readonly holds: boolean;
}

/** A number for each literal; a literal and its negation differ in the last bit. */
export function literalId({ atom, holds }: Literal): number {
  return atom.id * 2 + (holds ? 0 : 1);
}

export function negateLiteral({ atom, holds }: Literal): Literal {
  return { atom, holds: !holds };
}

/** Gives equal atoms one identity. */
export class AtomTable {
  private readonly byKey = new Map<string, Atom>();

  text(dimension: string, set: TextSet, reason?: Reason): Atom {
    const key = `${dimension}\n${setKey(set)}`;
    return this.intern(key, (id) => ({ kind: "text", id, dimension, set, reason }));
  }

  key(atom: Omit<KeyAtom, "id" | "kind">): Atom {
    const { dimension, whenAbsent, quantifier, negated, set } = atom;
    const key = `${dimension}\n${whenAbsent} ${quantifier} ${negated} ${setKey(set)}`;
    return this.intern(key, (id) => ({ ...atom, kind: "key", id }));
  }

  private intern(key: string, make: (id: number) => Atom): Atom {
    let atom = this.byKey.get(key);
    if (atom === undefined) {
      atom = make(this.byKey.size);
      this.byKey.set(key, atom);
    }
    return atom;
  }
}

function setKey(set: ValueSet): string {
  if (set.kind === "line") {
    const write = (intervals: Intervals): string => intervals.map(({ low, high }) => `${low}..${high}`).join();
    return `${set.family} ${write(set.surely)} ${write(set.maybe)}`;
  }
  const write = (union: PatternUnion): string => [...new Set(union.map(({ key }) => key))].sort().join("\n");
  return set.surely === set.maybe ? `text ${write(set.surely)}` : `text ${write(set.surely)}\n\n${write(set.maybe)}`;
}
