import type { TemplatePart } from "../pattern/template";

/** One step of a pattern: a UTF-16 unit, any one unit, or any text. */
type Token = string | { readonly any: "char" | "text" };

/** Variables and symbols may be any text. */
function tokens(parts: readonly TemplatePart[]): readonly Token[] {
  return parts.flatMap((part): readonly Token[] => {
    if (part.kind === "literal") return part.text.split("");
    return [{ any: part.kind === "anyChar" ? "char" : "text" }];
  });
}

/**
 * Whether some text matches both patterns, with every variable and symbol taken for any text: false is certain. Cost:
 * the product of the lengths.
 */
export function mayOverlap(left: readonly TemplatePart[], right: readonly TemplatePart[]): boolean {
  const a = tokens(left);
  const b = tokens(right);
  const isText = (token: Token | undefined): boolean => typeof token === "object" && token.any === "text";
  // reachable[j]: the first i tokens of a and the first j of b have a text in common so far.
  let reachable: boolean[] = [true];
  for (let j = 1; j <= b.length; j++) reachable[j] = reachable[j - 1] === true && isText(b[j - 1]);
  for (let i = 1; i <= a.length; i++) {
    const next: boolean[] = [reachable[0] === true && isText(a[i - 1])];
    for (let j = 1; j <= b.length; j++) {
      const x = a[i - 1];
      const y = b[j - 1];
      const together = typeof x === "object" || typeof y === "object" || x === y;
      next[j] =
        (together && reachable[j - 1] === true) ||
        (isText(x) && next[j - 1] === true) ||
        (isText(y) && reachable[j] === true) ||
        (isText(x) && reachable[j] === true) ||
        (isText(y) && next[j - 1] === true);
    }
    reachable = next;
  }
  return reachable[b.length] === true;
}
