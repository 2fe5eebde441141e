import type { WorkCounter } from "../work-counter";
import { holdsOpaque } from "./letters";
import { findWord } from "./product-search";
import { ANY_TEXT, withAnyValue } from "./pattern-token";
import { SequencePattern, type PatternUnion } from "./sequence-pattern";
import { indexOf } from "./union-index";

/** What a text must be: in each of `within`, in none of `outside`. */
export interface TextConstraints {
  readonly within: readonly PatternUnion[];
  readonly outside: readonly PatternUnion[];
}

/** What helps to find a text that reads well. */
export interface TextHints {
  /** Texts to try first, the best one first. */
  readonly preferred: readonly string[];
  /** A letter that stands in no pattern. */
  readonly fresh: string;
}

const EVERYTHING: PatternUnion = [new SequencePattern([ANY_TEXT])];

/** Whether a text meets the constraints, where an unknown text in it may be any text for `within` but the first. */
export function meets(text: string, { within, outside }: TextConstraints): boolean {
  for (const union of within) if (!holdsLoosely(union, text)) return false;
  return !outside.some((union) => {
    const { texts, patterns } = indexOf(union);
    return texts.has(text) || patterns.some((pattern) => pattern.matches(text));
  });
}

/**
 * A text that meets the constraints, or undefined when there is none. Exact for patterns without opaque letters. With
 * them, undefined means that no value of the unknown texts gives such a text; a text that is found may be one of none.
 * Polynomial for patterns of literals and `*`; several `?` in one pattern can cost exponential steps, which `work` bounds.
 * @throws LimitExceededError
 */
export function findText(constraints: TextConstraints, hints: TextHints, work: WorkCounter): string | undefined {
  const { within, outside } = constraints;
  if (within.some((union) => union.length === 0)) return undefined;
  const preferred = preferredTexts(within, hints).find((text) => {
    work.spend(1 + within.length);
    return meets(text, constraints);
  });
  if (preferred !== undefined) return preferred;
  const generators = within.length === 0 ? [EVERYTHING] : chooseGenerators(within);
  let found: string | undefined;
  for (const generator of generators) {
    const others = within.filter((union) => union !== generator);
    found = findInUnion(generator, others, outside, hints, work);
    if (found === undefined) return undefined;
  }
  return found;
}

/**
 * The union whose alternatives are tried one by one: the one that costs least. A text is looked at once; what has wildcards
 * may be walked beside all other patterns. With unknown texts each union may be the one that is read exactly, and one that
 * shows emptiness is enough: those that hold some, after one of known texts alone.
 */
function chooseGenerators(within: readonly PatternUnion[]): readonly PatternUnion[] {
  const patterns = within.reduce((sum, union) => sum + union.length, 0);
  const weight = (union: PatternUnion): number => {
    const beside = patterns - union.length;
    return union.reduce(
      (sum, pattern) => sum + (pattern.literal === undefined ? 200 - Math.min(pattern.tokens.length, 150) + beside : 1),
      0,
    );
  };
  const sorted = [...within].sort((a, b) => weight(a) - weight(b));
  const symbolic = sorted.filter((union) => union.some(({ isSymbolic }) => isSymbolic));
  if (symbolic.length === 0) return sorted.slice(0, 1);
  const known = sorted.filter((union) => union.every((one) => one.literal !== undefined && !one.isSymbolic));
  return [...known.slice(0, 1), ...symbolic];
}

/** With unknown texts in what must match, a text of the policies would only match with a value of its own. */
function preferredTexts(within: readonly PatternUnion[], hints: TextHints): readonly string[] {
  return within.some((union) => union.some(({ isSymbolic }) => isSymbolic)) ? [] : hints.preferred;
}

function findInUnion(
  generator: PatternUnion,
  others: readonly PatternUnion[],
  outside: readonly PatternUnion[],
  hints: TextHints,
  work: WorkCounter,
): string | undefined {
  const open: SequencePattern[] = [];
  for (const pattern of generator) {
    work.spend(1);
    if (isExcluded(pattern, outside, work)) continue;
    const quick = fillings(pattern, hints.fresh).find((text) => {
      work.spend(1 + others.length + outside.length);
      return meets(text, { within: others, outside });
    });
    if (quick !== undefined) return quick;
    if (pattern.literal === undefined) open.push(pattern);
  }
  const loose = others.map((union) => union.map(withUnknownsAsAnything));
  for (const pattern of open) {
    const found = findWord(pattern, loose, outside.flat(), hints.fresh, work);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether one alternative of the unions is known to include the pattern. */
function isExcluded(pattern: SequencePattern, outside: readonly PatternUnion[], work: WorkCounter): boolean {
  return outside.some((union) => {
    const { texts, keys, patterns } = indexOf(union);
    work.spend(1);
    if (pattern.literal === undefined ? keys.has(pattern.key) : texts.has(pattern.literal)) return true;
    work.spend(patterns.length);
    return patterns.some((other) => other.includes(pattern));
  });
}

/** Texts of a pattern: its repeated classes left out, and filled with one letter. */
function fillings(pattern: SequencePattern, fresh: string): readonly string[] {
  if (pattern.literal !== undefined) return [pattern.literal];
  const fill = (repeated: boolean): string =>
    pattern.tokens
      .map(({ repeats, excludes, letters }) => {
        if (repeats && !repeated) return "";
        return excludes ? fresh : (letters[0] ?? "");
      })
      .join("");
  return [fill(true), fill(false)];
}

function withUnknownsAsAnything(pattern: SequencePattern): SequencePattern {
  if (!pattern.isSymbolic) return pattern;
  return new SequencePattern(pattern.tokens.map(withAnyValue));
}

function holdsLoosely(union: PatternUnion, text: string): boolean {
  if (holdsOpaque(text)) return union.some((pattern) => matchesLoosely(pattern, text));
  const { texts, patterns, symbolic } = indexOf(union);
  if (texts.has(text)) return true;
  return [patterns, symbolic].some((some) => some.some((pattern) => matchesLoosely(pattern, text)));
}

function matchesLoosely(pattern: SequencePattern, text: string): boolean {
  if (!holdsOpaque(text) && !pattern.isSymbolic) return pattern.matches(text);
  if (pattern.matches(text)) return true;
  const loose = withUnknownsAsAnything(pattern);
  let states = loose.start();
  for (const letter of text.split("")) states = loose.stepLoosely(states, letter);
  return loose.accepts(states);
}
