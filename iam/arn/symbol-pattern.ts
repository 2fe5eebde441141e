import { compileGlob } from "../pattern/glob";
import { readGlob } from "../pattern/read-template";
import { literalText, type TemplatePart } from "../pattern/template";
import { ARN_SEGMENTS, splitArn } from "./arn";
import { readArnPattern } from "./arn-pattern";

/** What the pattern of a symbol says of its values: their segments if they are ARNs, else their text. */
export type SymbolPattern =
  | { readonly kind: "arn"; readonly segments: readonly (readonly TemplatePart[])[] }
  | { readonly kind: "text"; readonly parts: readonly TemplatePart[] };

/**
 * Reads the pattern of a symbol. One that begins with `arn:` and has all segments of an ARN is matched by ARNs: its
 * wildcards before the fifth colon take neither colon nor slash in, as no ARN has them there.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function readSymbolPattern(pattern: string): SymbolPattern {
  const parts = readGlob(pattern);
  const arn = readArnPattern(parts);
  const isArn = arn.kind === "segments" && literalText(arn.segments[0] ?? []) === "arn";
  return isArn ? { kind: "arn", segments: arn.segments } : { kind: "text", parts };
}

/** Reads the pattern of a symbol: whether the symbol can have a value. */
export function valueMatcher(pattern: string): (value: string) => boolean {
  const read = readSymbolPattern(pattern);
  if (read.kind === "text") {
    const glob = compileGlob(read.parts);
    return (value) => glob.matches(value);
  }
  const globs = read.segments.map((segment) => compileGlob(segment));
  return (value) => {
    const segments = splitArn(value);
    if (
      segments === undefined ||
      segments
        .slice(0, ARN_SEGMENTS - 1)
        .join("")
        .includes("/")
    )
      return false;
    return globs.every((glob, index) => glob.matches(segments[index] ?? ""));
  };
}
