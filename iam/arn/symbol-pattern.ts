import { compileGlob } from "../pattern/glob";
import { readTemplate } from "../pattern/read-template";
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
  const { parts } = readTemplate(pattern, { wildcards: true, variables: false, symbolCount: 0 });
  const arn = readArnPattern(parts);
  const isArn = arn.kind === "segments" && literalText(arn.segments[0] ?? []) === "arn";
  return isArn ? { kind: "arn", segments: arn.segments } : { kind: "text", parts };
}

/** Whether the symbol can have the value. */
export function admitsValue(pattern: string, value: string): boolean {
  const read = readSymbolPattern(pattern);
  if (read.kind === "text") return compileGlob(read.parts).matches(value);
  const segments = splitArn(value);
  if (
    segments === undefined ||
    segments
      .slice(0, ARN_SEGMENTS - 1)
      .join("")
      .includes("/")
  )
    return false;
  return read.segments.every((segment, index) => compileGlob(segment).matches(segments[index] ?? ""));
}
