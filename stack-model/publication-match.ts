import { UNKNOWN, unknownPaths, type PlainValue } from "../ec2/plain-value";
import { checkEquivalence, parsePolicyDocument, symbolicDocument, type PublishedDocument } from "../iam";
import { unifies } from "./unification";

/** Whether a value can be what was published for it. */
export type PublicationMatch =
  | { readonly kind: "matches" }
  | { readonly kind: "contradicts" }
  /** Not decided, with the reason. */
  | { readonly kind: "undecided"; readonly reason: string };

const TOO_LONG = "the search for what its symbols stand for is too long";

/**
 * Whether a value can be what was published for it: the same statements, where each symbol stands for one text throughout,
 * which its pattern admits, and lists are sets; or, without symbols, statements that allow the same. Of a value that is
 * known in part, the known part decides. Equivalent documents with symbols that are written differently contradict.
 */
export function matchPublication(value: PlainValue, published: PublishedDocument): PublicationMatch {
  if (value === UNKNOWN) return { kind: "matches" };
  const { policyType, document, symbols } = published;
  if (unknownPaths(value, "").length > 0) return matchOf(unifies(document, value, symbols));
  const known = parsePolicyDocument(value, { policyType });
  const said = symbolicDocument(published);
  if (known.kind === "invalid" || said.kind === "invalid") return { kind: "contradicts" };
  const strip = (key: string, entry: unknown): unknown => (key === "pointer" || key === "symbols" ? undefined : entry);
  const plain = (parsed: object): unknown => JSON.parse(JSON.stringify(parsed, strip));
  const match = matchOf(unifies(plain(said.document), plain(known.document), symbols));
  if (match.kind !== "contradicts" || symbols.length > 0) return match;
  const equivalence = checkEquivalence(known.document, said.document, { policyType });
  if (equivalence.kind === "unknown") return { kind: "undecided", reason: equivalence.reason.message };
  return { kind: equivalence.kind === "equivalent" ? "matches" : "contradicts" };
}

function matchOf(unification: ReturnType<typeof unifies>): PublicationMatch {
  if (unification === "undecided") return { kind: "undecided", reason: TOO_LONG };
  return { kind: unification === "unifies" ? "matches" : "contradicts" };
}
