import { splitArn } from "../arn/arn";
import { type ArnPattern, readArnPattern } from "../arn/arn-pattern";
import type { Matching } from "../matching";
import type { TemplatePart } from "../pattern/template";
import type { Reason } from "../reason";
import type { RequestValues } from "./request-values";
import { SymbolicPattern } from "./symbolic-pattern";
import { TextPattern } from "./value-template";
import type { SymbolPattern } from "./value-reading";

type PartMatcher = TextPattern | SymbolicPattern;

/**
 * A value of an Arn operator: the six components are matched one by one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export class ArnValuePattern {
  private readonly pattern: ArnPattern;
  private readonly matchers: readonly PartMatcher[];
  private readonly shortReason: Reason;

  constructor(parts: readonly TemplatePart[], symbols: readonly SymbolPattern[], pointer: string) {
    const compile = (segment: readonly TemplatePart[]): PartMatcher =>
      segment.some(({ kind }) => kind === "symbol")
        ? new SymbolicPattern(segment, symbols, pointer, false)
        : new TextPattern(segment, false);
    this.pattern = readConditionArn(parts);
    this.matchers = this.pattern.kind === "segments" ? this.pattern.segments.map(compile) : [compile(parts)];
    const message = "an ARN with fewer than six parts in a condition: AWS does not say what it matches";
    this.shortReason = { code: "short-arn", message, pointer };
  }

  matches(text: string, request: RequestValues): Matching {
    const segments = splitArn(text);
    if (segments?.[0] !== "arn") return "malformed-value";
    if (this.pattern.kind !== "segments") return this.matchesShort(text, request);
    let result: Matching = true;
    for (const [index, matcher] of this.matchers.entries()) {
      const one: Matching = matcher.matches(segments[index] ?? "", request);
      if (one === false) return false;
      if (one !== true && (result === true || typeof one === "string")) result = one;
    }
    return result;
  }

  /** What does not even match as a text cannot match part by part. */
  // ASSUMPTION: AWS documents no meaning for fewer than six parts (ADR 0012).
  private matchesShort(text: string, request: RequestValues): Matching {
    const matcher = this.matchers[0];
    const asText = matcher?.matches(text, request) ?? false;
    return asText === true ? this.shortReason : asText;
  }
}

/** In conditions a variable may stand in any part, so it opens no segment and closes none. */
function readConditionArn(parts: readonly TemplatePart[]): ArnPattern {
  const masked = parts.map((part): TemplatePart => (part.kind === "variable" ? { kind: "anyChar" } : part));
  const pattern = readArnPattern(masked);
  if (pattern.kind !== "segments") return { kind: "text", parts };
  let next = 0;
  const originals = parts.filter(({ kind }) => kind !== "literal");
  const restore = (part: TemplatePart): TemplatePart => (part.kind === "literal" ? part : (originals[next++] ?? part));
  return { kind: "segments", segments: pattern.segments.map((segment) => segment.map(restore)) };
}
