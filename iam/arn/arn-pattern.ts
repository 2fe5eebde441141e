import type { TemplatePart } from "../pattern/template";
import { ARN_SEGMENTS } from "./arn";

/**
 * A pattern of ARNs. Six segments are matched one by one, so that a wildcard in the region or account stays inside it;
 * a pattern with fewer colons is matched against the whole text, and a `*` in it crosses colons.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export type ArnPattern =
  /** A lone `*`: every resource, and the request that has none. */
  | { readonly kind: "any" }
  | { readonly kind: "segments"; readonly segments: readonly (readonly TemplatePart[])[] }
  /** Fewer than six segments, or a symbol before the fifth colon (its value may hold colons). */
  | { readonly kind: "text"; readonly parts: readonly TemplatePart[] }
  /** A variable stands before the fifth colon, where AWS does not replace it: matches nothing. */
  | { readonly kind: "never"; readonly variable: string };

/** Decides how a template matches ARNs. Colons inside variables and symbols do not count. */
export function readArnPattern(parts: readonly TemplatePart[]): ArnPattern {
  if (parts.length === 1 && parts[0]?.kind === "anyString") return { kind: "any" };
  const segments: TemplatePart[][] = [[]];
  let symbolBeforeResource = false;
  for (const part of parts) {
    const inResource = segments.length === ARN_SEGMENTS;
    if (part.kind === "variable" && !inResource && !symbolBeforeResource) return { kind: "never", variable: part.key };
    if (part.kind === "symbol" && !inResource) symbolBeforeResource = true;
    if (part.kind === "literal") addLiteral(segments, part.text);
    else segments.at(-1)?.push(part);
  }
  if (symbolBeforeResource || segments.length < ARN_SEGMENTS) return { kind: "text", parts };
  return { kind: "segments", segments };
}

/** Appends the text, opening a new segment at each colon until the sixth is open. */
function addLiteral(segments: TemplatePart[][], text: string): void {
  let rest = text;
  while (segments.length < ARN_SEGMENTS) {
    const colon = rest.indexOf(":");
    if (colon < 0) break;
    if (colon > 0) segments.at(-1)?.push({ kind: "literal", text: rest.slice(0, colon) });
    segments.push([]);
    rest = rest.slice(colon + 1);
  }
  if (rest !== "") segments.at(-1)?.push({ kind: "literal", text: rest });
}
