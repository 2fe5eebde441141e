import {
  checkEquivalence,
  parsePolicyDocument,
  symbolicDocument,
  type PolicySymbol,
  type PublishedDocument,
} from "../iam";

const PLACEHOLDER = /\$\{ec2-identity:symbol:(\d+)\}/;

/**
 * Whether a document that is known can be what was published for it: the same statements, where each symbol stands for
 * one text throughout, which its pattern admits, and lists are sets; or, without symbols, statements that allow the same.
 * Equivalent documents with symbols that are written differently count as different.
 */
export function matchesPublication(value: unknown, published: PublishedDocument): boolean {
  const { policyType } = published;
  const known = parsePolicyDocument(value, { policyType });
  const said = symbolicDocument(published);
  if (known.kind === "invalid" || said.kind === "invalid") return false;
  const strip = (key: string, entry: unknown): unknown => (key === "pointer" || key === "symbols" ? undefined : entry);
  const plain = (document: object): unknown => JSON.parse(JSON.stringify(document, strip));
  if (unify(plain(said.document), plain(known.document), published.symbols, new Map()) !== undefined) return true;
  if (published.symbols.length > 0) return false;
  return checkEquivalence(known.document, said.document, { policyType }).kind === "equivalent";
}

/** What each symbol stands for so far; undefined where the two cannot be the same. */
type Bindings = ReadonlyMap<number, string>;

function unify(
  said: unknown,
  known: unknown,
  symbols: readonly PolicySymbol[],
  bindings: Bindings,
): Bindings | undefined {
  if (typeof said === "string" && typeof known === "string") return unifyText(said, known, symbols, bindings);
  if (Array.isArray(said) && Array.isArray(known)) return unifyLists(said, known, symbols, bindings);
  if (typeof said !== "object" || typeof known !== "object" || said === null || known === null) {
    return said === known ? bindings : undefined;
  }
  const saidEntries = said as Readonly<Record<string, unknown>>;
  const knownEntries = known as Readonly<Record<string, unknown>>;
  const keys = Object.keys(saidEntries);
  if (keys.length !== Object.keys(knownEntries).length) return undefined;
  let result: Bindings | undefined = bindings;
  for (const key of keys) {
    if (result === undefined || !Object.hasOwn(knownEntries, key)) return undefined;
    result = unify(saidEntries[key], knownEntries[key], symbols, result);
  }
  return result;
}

/** Each entry to a different one, in any order; entries without symbols first, since they leave no choice. */
function unifyLists(
  said: readonly unknown[],
  known: readonly unknown[],
  symbols: readonly PolicySymbol[],
  bindings: Bindings,
): Bindings | undefined {
  if (said.length !== known.length) return undefined;
  const hasSymbol = (entry: unknown): number => (PLACEHOLDER.test(JSON.stringify(entry)) ? 1 : 0);
  const [next, ...rest] = [...said].sort((a, b) => hasSymbol(a) - hasSymbol(b));
  if (said.length === 0) return bindings;
  for (const [index, candidate] of known.entries()) {
    const bound = unify(next, candidate, symbols, bindings);
    const others = known.filter((_, other) => other !== index);
    const result = bound === undefined ? undefined : unifyLists(rest, others, symbols, bound);
    if (result !== undefined) return result;
    if (bound !== undefined && hasSymbol(next) === 0) return undefined;
  }
  return undefined;
}

function unifyText(
  said: string,
  known: string,
  symbols: readonly PolicySymbol[],
  bindings: Bindings,
): Bindings | undefined {
  const found = PLACEHOLDER.exec(said);
  if (found === null) return said === known ? bindings : undefined;
  const before = said.slice(0, found.index);
  const after = said.slice(found.index + found[0].length);
  if (!known.startsWith(before)) return undefined;
  const index = Number(found[1]);
  const bound = bindings.get(index);
  for (let end = known.length; end >= before.length; end -= 1) {
    const text = known.slice(before.length, end);
    if (bound !== undefined && bound !== text) continue;
    if (!admits(symbols[index]?.pattern, text)) continue;
    const rest = unifyText(after, known.slice(end), symbols, new Map([...bindings, [index, text]]));
    if (rest !== undefined) return rest;
  }
  return undefined;
}

/** Whether a symbol's pattern (`*`, `?`) admits the text; without a pattern every text. */
function admits(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, "[^]*")
    .replace(/\?/g, "[^]");
  return new RegExp(`^${source}$`).test(text);
}
