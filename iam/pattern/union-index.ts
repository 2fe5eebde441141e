import { holdsOpaque } from "./letters";
import type { PatternUnion, SequencePattern } from "./sequence-pattern";

/** A union's alternatives by how they are compared: texts are looked up, patterns tried one by one. */
export interface UnionIndex {
  readonly texts: ReadonlySet<string>;
  /** Alternatives that are no single text. */
  readonly patterns: readonly SequencePattern[];
  /** By `SequencePattern.key`. */
  readonly keys: ReadonlySet<string>;
  /** Alternatives that are a text with unknown text in it. */
  readonly symbolic: readonly SequencePattern[];
}

const INDEXES = new WeakMap<PatternUnion, UnionIndex>();

/** The index of a union, made when it is first asked for. A union never changes. */
export function indexOf(union: PatternUnion): UnionIndex {
  let index = INDEXES.get(union);
  if (index === undefined) {
    const texts = union.flatMap(({ literal }) => literal ?? []);
    const patterns = union.filter(({ literal }) => literal === undefined);
    index = {
      texts: new Set(texts),
      patterns,
      keys: new Set(patterns.map(({ key }) => key)),
      symbolic: union.filter(({ literal }) => literal !== undefined && holdsOpaque(literal)),
    };
    INDEXES.set(union, index);
  }
  return index;
}
