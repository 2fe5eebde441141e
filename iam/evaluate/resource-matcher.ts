import { readArnPattern } from "../arn/arn-pattern";
import { SymbolicPattern } from "../condition/symbolic-pattern";
import type { ValueReading } from "../condition/value-reading";
import { TextPattern } from "../condition/value-template";
import { complementOf, outcomeOf, type Matching } from "../matching";
import { and, or, type Outcome } from "../outcome";
import { readTemplate } from "../pattern/read-template";
import { literalText, type TemplatePart } from "../pattern/template";
import type { RequestView } from "./request-view";

interface EntryMatcher {
  matches(view: RequestView): Matching;
}

/**
 * The entries of one Resource or NotResource element.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export class ResourceMatcher {
  private matchesEverything = false;
  private readonly exact = new Set<string>();
  private readonly others: EntryMatcher[] = [];

  constructor(entries: readonly string[], reading: ValueReading, pointer: string) {
    for (const entry of entries) this.add(entry, reading, pointer);
  }

  /** Resource: whether an entry matches. */
  matches(view: RequestView): Outcome {
    if (this.matchesEverything || this.exact.has(view.resource)) return true;
    let result: Outcome = false;
    for (const other of this.others) {
      result = or(result, outcomeOf(other.matches(view)));
      if (result === true) return true;
    }
    return result;
  }

  /** NotResource: whether no entry matches; an entry that can match nothing excludes nothing. */
  excludes(view: RequestView): Outcome {
    if (this.matchesEverything || this.exact.has(view.resource)) return false;
    let result: Outcome = true;
    for (const other of this.others) {
      result = and(result, complementOf(other.matches(view)));
      if (result === false) return false;
    }
    return result;
  }

  private add(entry: string, reading: ValueReading, pointer: string): void {
    const options = { wildcards: true, variables: reading.variables, symbolCount: reading.symbols.length };
    const { parts } = readTemplate(entry, options);
    const pattern = readArnPattern(parts);
    const literal = literalText(parts);
    if (pattern.kind === "any") this.matchesEverything = true;
    else if (literal !== undefined) this.exact.add(literal);
    else if (pattern.kind === "never") this.others.push(new NeverMatcher());
    else if (pattern.kind === "segments" && pattern.segments.slice(0, -1).some(isOpen)) {
      this.others.push(new SegmentsMatcher(pattern.segments.map((segment) => compileText(segment, reading, pointer))));
    } else this.others.push(new TextMatcher(compileText(parts, reading, pointer)));
  }
}

/** Whether a segment is more than plain text, so that matching the whole text could cross its colons. */
function isOpen(segment: readonly TemplatePart[]): boolean {
  return segment.some(({ kind }) => kind !== "literal");
}

function compileText(
  parts: readonly TemplatePart[],
  reading: ValueReading,
  pointer: string,
): TextPattern | SymbolicPattern {
  const isSymbolic = parts.some(({ kind }) => kind === "symbol");
  return isSymbolic ? new SymbolicPattern(parts, reading.symbols, pointer, false) : new TextPattern(parts, false);
}

class TextMatcher implements EntryMatcher {
  constructor(private readonly pattern: TextPattern | SymbolicPattern) {}

  matches(view: RequestView): Matching {
    return this.pattern.matches(view.resource, view);
  }
}

class SegmentsMatcher implements EntryMatcher {
  constructor(private readonly segments: readonly (TextPattern | SymbolicPattern)[]) {}

  matches(view: RequestView): Matching {
    let result: Matching = true;
    for (const [index, segment] of this.segments.entries()) {
      const text = view.resourceSegments[index];
      const matching: Matching = text === undefined ? false : segment.matches(text, view);
      if (matching === false) return false;
      if (matching !== true && (result === true || typeof matching === "string")) result = matching;
    }
    return result;
  }
}

class NeverMatcher implements EntryMatcher {
  matches(): Matching {
    return "misplaced-variable";
  }
}
