import type { Reason } from "../reason";
import { ANY_TEXT } from "../pattern/pattern-token";
import { SequencePattern, type PatternUnion } from "../pattern/sequence-pattern";
import { unite, type Intervals } from "./interval";
import type { LineFamily } from "./line";

/** Values between two bounds, since it is not known which of them are meant. */
export interface UnsurePart<Values> {
  /** The same for the same values, whatever they are; empty: nothing else is known to mean the same. */
  readonly key: string;
  /** Keys of parts that lie within this one. */
  readonly includes?: readonly string[];
  readonly surely: Values;
  readonly maybe: Values;
}

/** Texts that are in for sure, and such of which it is not known. */
export interface TextSet {
  readonly kind: "text";
  readonly certain: PatternUnion;
  readonly unsure: readonly UnsurePart<PatternUnion>[];
  /** `certain` with the lower bounds; the same list as `maybe` where nothing is unsure. */
  readonly surely: PatternUnion;
  /** `certain` with the upper bounds. */
  readonly maybe: PatternUnion;
}

/** Values of a family on its line; read in the same way. */
export interface LineSet {
  readonly kind: "line";
  readonly family: LineFamily;
  readonly certain: Intervals;
  readonly unsure: readonly UnsurePart<Intervals>[];
  readonly surely: Intervals;
  readonly maybe: Intervals;
}

/** A set of texts. */
export function textSet(certain: PatternUnion, unsure: readonly UnsurePart<PatternUnion>[] = []): TextSet {
  if (unsure.length === 0) return { kind: "text", certain, unsure, surely: certain, maybe: certain };
  const surely = [...certain, ...unsure.flatMap((part) => part.surely)];
  return { kind: "text", certain, unsure, surely, maybe: [...certain, ...unsure.flatMap((part) => part.maybe)] };
}

/** Texts of which nothing is known. */
export const UNCERTAIN: TextSet = textSet([], [{ key: "", surely: [], maybe: [new SequencePattern([ANY_TEXT])] }]);

/** A set of values of a line. */
export function lineSet(
  family: LineFamily,
  certain: Intervals,
  unsure: readonly UnsurePart<Intervals>[] = [],
): LineSet {
  if (unsure.length === 0) return { kind: "line", family, certain, unsure, surely: certain, maybe: certain };
  const surely = unite([...certain, ...unsure.flatMap((part) => part.surely)]);
  const maybe = unite([...certain, ...unsure.flatMap((part) => part.maybe)]);
  return { kind: "line", family, certain, unsure, surely, maybe };
}

/** Whether it is known of every value whether it is in. */
export function isCertain({ unsure }: ValueSet): boolean {
  return unsure.length === 0;
}

/** Whether two sets that look the same are the same. */
export function hasIdentity({ unsure }: ValueSet): boolean {
  return unsure.every(({ key }) => key !== "");
}

/** Keys of the parts that a value is not in when it is in none of the sets. */
export function excludedParts(sets: readonly ValueSet[]): ReadonlySet<string> {
  return new Set(sets.flatMap(({ unsure }) => unsure.flatMap(({ key, includes = [] }) => [key, ...includes])));
}

/** What may be in a set, given that no part of `excluded` is. */
export function textsMaybe(set: TextSet, excluded: ReadonlySet<string>): PatternUnion {
  if (!set.unsure.some(({ key }) => isExcluded(key, excluded))) return set.maybe;
  return textSet(
    set.certain,
    set.unsure.filter(({ key }) => !isExcluded(key, excluded)),
  ).maybe;
}

/** As `textsMaybe`, on a line. */
export function valuesMaybe(set: LineSet, excluded: ReadonlySet<string>): Intervals {
  if (!set.unsure.some(({ key }) => isExcluded(key, excluded))) return set.maybe;
  return lineSet(
    set.family,
    set.certain,
    set.unsure.filter(({ key }) => !isExcluded(key, excluded)),
  ).maybe;
}

function isExcluded(key: string, excluded: ReadonlySet<string>): boolean {
  return key !== "" && excluded.has(key);
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
    return `${set.family} ${write(set.certain)} ${unsureKey(set, write)}`;
  }
  const write = (union: PatternUnion): string => {
    const [only, ...others] = union;
    if (others.length === 0) return only?.key ?? "";
    return [...new Set(union.map(({ key }) => key))].sort().join("\n");
  };
  return `text ${write(set.certain)}${unsureKey(set, write)}`;
}

function unsureKey<Values>(
  { unsure }: { readonly unsure: readonly UnsurePart<Values>[] },
  write: (values: Values) => string,
): string {
  return unsure.map(({ key, surely, maybe }) => `\n\n${key}\n${write(surely)}\n\n${write(maybe)}`).join("");
}
