import { readArnPattern, type ArnPattern } from "../arn/arn-pattern";
import type { TemplatePart } from "../pattern/template";

/** One step of a pattern: a character, `?`, `*`, or a variable or symbol, which stands for one unknown text. */
type Token = string | { readonly kind: "char" | "text" } | { readonly unknown: string };

function tokens(parts: readonly TemplatePart[], ignoreCase: boolean): readonly Token[] {
  return parts.flatMap((part): readonly Token[] => {
    switch (part.kind) {
      case "literal":
        return (ignoreCase ? part.text.toLowerCase() : part.text).split("");
      case "anyChar":
        return [{ kind: "char" }];
      case "anyString":
        return [{ kind: "text" }];
      case "variable":
        return [{ unknown: `variable ${part.key.toLowerCase()} ${part.defaultValue ?? ""}` }];
      case "symbol":
        return [{ unknown: `symbol ${part.index}` }];
    }
  });
}

/** In a run of wildcards the order does not matter: `*?` is `?*`. */
function normalise(list: readonly Token[]): readonly Token[] {
  const result: Token[] = [];
  for (const token of list) {
    const last = result.at(-1);
    const swaps = isWildcard(token, "char") && last !== undefined && isWildcard(last, "text");
    if (swaps) result.splice(-1, 0, token);
    else result.push(token);
  }
  return result;
}

function isWildcard(token: Token, kind: "char" | "text"): boolean {
  return typeof token === "object" && "kind" in token && token.kind === kind;
}

/**
 * Whether every text that `inner` matches is matched by `outer`, whatever variables and symbols stand for: true is
 * certain. It may miss an inclusion that only several wildcards together show. Cost: the product of the lengths.
 */
export function includesPattern(
  outer: readonly TemplatePart[],
  inner: readonly TemplatePart[],
  options: { readonly ignoreCase: boolean },
): boolean {
  if (!prefixesMeet(outer, inner, options.ignoreCase)) return false;
  const a = normalise(tokens(outer, options.ignoreCase));
  const b = normalise(tokens(inner, options.ignoreCase));
  // covered[j]: the tokens of outer so far cover the first j tokens of inner.
  let covered: boolean[] = [true, ...b.map(() => false)];
  for (const x of a) {
    const next: boolean[] = [isWildcard(x, "text") && covered[0] === true];
    b.forEach((y, index) => {
      const byText = isWildcard(x, "text") && (covered[index + 1] === true || next[index] === true);
      next.push(byText || (covered[index] === true && coversToken(x, y)));
    });
    covered = next;
  }
  return covered[b.length] === true;
}

/**
 * Whether the texts before the first wildcard, variable or symbol leave an inclusion possible; most pairs end here. An
 * outer pattern that is plain text includes that text alone.
 */
function prefixesMeet(outer: readonly TemplatePart[], inner: readonly TemplatePart[], ignoreCase: boolean): boolean {
  const [a, b] = [outer, inner].map(([first]) => {
    const text = first?.kind === "literal" ? first.text : "";
    return ignoreCase ? text.toLowerCase() : text;
  }) as [string, string];
  return outer.length === 1 && a !== "" ? inner.length === 1 && a === b : b.startsWith(a);
}

function coversToken(outer: Token, inner: Token): boolean {
  if (isWildcard(inner, "text")) return false;
  if (typeof inner === "object" && "unknown" in inner) {
    return typeof outer === "object" && "unknown" in outer && outer.unknown === inner.unknown;
  }
  if (isWildcard(outer, "char")) return true;
  return typeof outer === "string" && outer === inner;
}

/** The same for patterns of ARNs, which match segment by segment; in patterns with fewer segments a `*` crosses colons. */
export function includesArn(outer: readonly TemplatePart[], inner: readonly TemplatePart[]): boolean {
  if (!prefixesMeet(outer, inner, false)) return false;
  const [a, b] = [readArnPattern(outer), readArnPattern(inner)];
  if (a.kind === "any") return true;
  if (a.kind === "text")
    return b.kind !== "any" && b.kind !== "never" && includesPattern(outer, inner, { ignoreCase: false });
  return a.kind === "segments" && b.kind === "segments" && everySegment(a, b);
}

type Segments = Extract<ArnPattern, { kind: "segments" }>;

function everySegment(outer: Segments, inner: Segments): boolean {
  return outer.segments.every((segment, index) =>
    includesPattern(segment, inner.segments[index] ?? [], { ignoreCase: false }),
  );
}
