import { UNKNOWN } from "../ec2/plain-value";
import { firstSymbol, symbolsIn, valueMatcher, type PolicySymbol } from "../iam";
import { perfectMatching } from "./perfect-matching";

/** Comparisons of one question. */
const MAX_STEPS = 500_000;

/** Whether a document can be what a template says: `undecided` where the bound on the search was reached. */
export type Unification = "unifies" | "differs" | "undecided";

/** What each symbol stands for so far. */
type Bindings = ReadonlyMap<number, string>;

/**
 * Whether `known` can be made from `said` by putting one text for each symbol throughout, which its pattern admits. Lists
 * are sets, a value alone is a list of one, and `UNKNOWN` in `known` may be anything. The search is polynomial unless
 * a symbol stands in several places; then it ends, undecided, after a fixed number of comparisons.
 */
export function unifies(said: unknown, known: unknown, symbols: readonly PolicySymbol[]): Unification {
  const search = new Search(symbols);
  try {
    const [first] = search.unify(said, known, new Map());
    return first === undefined ? "differs" : "unifies";
  } catch (error) {
    if (error instanceof SearchLimitReached) return "undecided";
    throw error;
  }
}

class SearchLimitReached extends Error {}

/** Lists the ways to unify, lazily, and counts comparisons. */
class Search {
  private steps = 0;

  constructor(private readonly symbols: readonly PolicySymbol[]) {}

  *unify(said: unknown, known: unknown, bindings: Bindings): Generator<Bindings> {
    this.count();
    if (known === UNKNOWN) yield bindings;
    else if (Array.isArray(said) || Array.isArray(known)) yield* this.unifyLists(listOf(said), listOf(known), bindings);
    else if (isRecord(said) && isRecord(known)) yield* this.unifyRecords(said, known, bindings);
    else if (isText(said) && isText(known)) yield* this.unifyText(String(said), String(known), bindings);
    else if (said === known) yield bindings;
  }

  private *unifyRecords(said: Entries, known: Entries, bindings: Bindings): Generator<Bindings> {
    const keys = Object.keys(said);
    if (keys.length !== Object.keys(known).length || keys.some((key) => !Object.hasOwn(known, key))) return;
    yield* this.unifyPairs(
      keys.map((key) => [said[key], known[key]]),
      bindings,
    );
  }

  private *unifyPairs(pairs: readonly (readonly [unknown, unknown])[], bindings: Bindings): Generator<Bindings> {
    const [next, ...rest] = pairs;
    if (next === undefined) yield bindings;
    else for (const bound of this.unify(next[0], next[1], bindings)) yield* this.unifyPairs(rest, bound);
  }

  /** Goes on only where every entry still has one to match, and tries that one first. */
  private *unifyLists(said: readonly unknown[], known: readonly unknown[], bindings: Bindings): Generator<Bindings> {
    if (said.length !== known.length) return;
    const [saidRest, knownRest] = withoutEqual(said, known);
    yield* this.unifyRest(saidRest, knownRest, bindings);
  }

  private *unifyRest(said: readonly unknown[], known: readonly unknown[], bindings: Bindings): Generator<Bindings> {
    const matching = perfectMatching(said.length, (left, right) => this.fits(said[left], known[right], bindings));
    const [preferred] = matching ?? [];
    if (matching === undefined) return;
    if (preferred === undefined) {
      yield bindings;
      return;
    }
    const others = known.map((_, index) => index).filter((index) => index !== preferred);
    for (const index of [preferred, ...others]) {
      const remaining = known.filter((_, other) => other !== index);
      for (const bound of this.unify(said[0], known[index], bindings)) {
        yield* this.unifyRest(said.slice(1), remaining, bound);
      }
    }
  }

  private fits(said: unknown, known: unknown, bindings: Bindings): boolean {
    return this.unify(said, known, bindings).next().done !== true;
  }

  private *unifyText(said: string, known: string, bindings: Bindings): Generator<Bindings> {
    this.count();
    const found = firstSymbol(said);
    if (found === undefined) {
      if (said === known) yield bindings;
      return;
    }
    const { before, index, after } = found;
    if (!known.startsWith(before)) return;
    const bound = bindings.get(index);
    const pattern = this.symbols[index]?.pattern;
    const admits = pattern === undefined ? () => true : valueMatcher(pattern);
    const isOpen = holdsSymbol(after);
    const shortest = isOpen ? before.length : Math.max(before.length, known.length - after.length);
    const longest = isOpen ? known.length : shortest;
    for (let end = longest; end >= shortest; end -= 1) {
      const text = known.slice(before.length, end);
      if (bound !== undefined ? bound !== text : !admits(text)) continue;
      yield* this.unifyText(after, known.slice(end), new Map([...bindings, [index, text]]));
    }
  }

  private count(): void {
    this.steps += 1;
    if (this.steps > MAX_STEPS) throw new SearchLimitReached("the search for what symbols stand for is too long");
  }
}

type Entries = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Entries {
  return typeof value === "object" && value !== null;
}

function isText(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/**
 * Leaves out pairs of equal entries, which may always be matched: what else either could be matched with, the other could
 * as well. An entry with a symbol or an unknown part equals none.
 */
function withoutEqual(
  said: readonly unknown[],
  known: readonly unknown[],
): readonly [said: readonly unknown[], known: readonly unknown[]] {
  const left = new Map<string, unknown[]>();
  const unknowns: unknown[] = [];
  for (const entry of known) {
    const text = canonical(entry);
    if (text === undefined) unknowns.push(entry);
    else left.set(text, [...(left.get(text) ?? []), entry]);
  }
  const saidLeft = said.filter((entry) => {
    const text = canonical(entry);
    return text === undefined || holdsSymbol(text) || left.get(text)?.pop() === undefined;
  });
  return [saidLeft, [...unknowns, ...[...left.values()].flat()]];
}

function holdsSymbol(text: string): boolean {
  return symbolsIn(text).length > 0;
}

/** One text for all spellings that `unify` takes as equal; undefined for what holds an unknown part. */
function canonical(value: unknown): string | undefined {
  if (value === UNKNOWN) return undefined;
  if (!isRecord(value)) return JSON.stringify([isText(value) ? String(value) : value]);
  if (Array.isArray(value)) {
    const entries = value.map(canonical);
    const known = entries.filter((entry) => entry !== undefined);
    if (known.length < entries.length) return undefined;
    return known.length === 1 ? known[0] : JSON.stringify(known.sort());
  }
  const entries = Object.keys(value)
    .sort()
    .map((key) => [key, canonical(value[key])] as const);
  return entries.some(([, text]) => text === undefined) ? undefined : JSON.stringify(entries);
}
