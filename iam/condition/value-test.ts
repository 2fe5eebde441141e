import type { Matching } from "../matching";
import { literalText, type TemplatePart } from "../pattern/template";
import { readTemplate } from "../pattern/read-template";
import type { Reason } from "../reason";
import { ArnValuePattern } from "./arn-value-pattern";
import { parseBinary } from "./binary";
import { parseBool } from "./bool";
import { parseDate } from "./date";
import { containsPrefix, parseIpPrefix } from "./ip-address";
import { compareDecimals, parseDecimal } from "./numeric";
import type { OperatorTraits } from "./operator";
import type { RequestValues } from "./request-values";
import { SymbolicPattern } from "./symbolic-pattern";
import { symbolReason, type ValueReading } from "./value-reading";
import { TextPattern } from "./value-template";

/** Compares one value of a request with one value of a policy. */
export interface ValueTest {
  test(requestValue: string, request: RequestValues): Matching;
}

/** Compiles one value of a condition for its operator. */
export function compileValueTest(
  text: string,
  traits: OperatorTraits,
  reading: ValueReading,
  pointer: string,
): ValueTest {
  if (traits.family === "string" || traits.family === "arn") return compileTextTest(text, traits, reading, pointer);
  const { parts } = readTemplate(text, { wildcards: false, variables: false, symbolCount: reading.symbols.length });
  const symbol = parts.find((part) => part.kind === "symbol");
  if (symbol !== undefined) return new UnknownTest(symbolReason(symbol, reading, pointer));
  return compileTypedTest(text, traits);
}

function compileTextTest(text: string, traits: OperatorTraits, reading: ValueReading, pointer: string): ValueTest {
  const wildcards = traits.comparison === "like";
  const options = { wildcards, variables: reading.variables, symbolCount: reading.symbols.length };
  const { parts } = readTemplate(text, options);
  const literal = literalText(parts);
  if (traits.family === "arn") return new ArnTest(new ArnValuePattern(parts, reading.symbols, pointer));
  if (parts.some((part) => part.kind === "symbol")) {
    return new SymbolicTest(
      new SymbolicPattern(parts, reading.symbols, pointer, traits.comparison === "equalsIgnoreCase"),
    );
  }
  if (literal !== undefined && traits.comparison !== "equalsIgnoreCase") return new EqualsTest(literal);
  return new PatternTest(parts, traits.comparison === "equalsIgnoreCase");
}

class EqualsTest implements ValueTest {
  constructor(private readonly text: string) {}

  test(requestValue: string): Matching {
    return requestValue === this.text;
  }
}

class PatternTest implements ValueTest {
  private readonly pattern: TextPattern;

  constructor(parts: readonly TemplatePart[], ignoreCase: boolean) {
    this.pattern = new TextPattern(parts, ignoreCase);
  }

  test(requestValue: string, request: RequestValues): Matching {
    return this.pattern.matches(requestValue, request);
  }
}

class ArnTest implements ValueTest {
  constructor(private readonly pattern: ArnValuePattern) {}

  test(requestValue: string, request: RequestValues): Matching {
    return this.pattern.matches(requestValue, request);
  }
}

class SymbolicTest implements ValueTest {
  constructor(private readonly pattern: SymbolicPattern) {}

  test(requestValue: string, request: RequestValues): Matching {
    return this.pattern.matches(requestValue, request);
  }
}

class UnknownTest implements ValueTest {
  constructor(private readonly reason: Reason) {}

  test(): Matching {
    return this.reason;
  }
}

/** A test in the domain of numbers, dates, booleans, bytes or addresses; variables are plain text there. */
function compileTypedTest(text: string, traits: OperatorTraits): ValueTest {
  switch (traits.family) {
    case "numeric":
      return typedTest(text, parseDecimal, (mine, theirs) => holds(traits, compareDecimals(theirs, mine)));
    case "date":
      return typedTest(text, parseDate, (mine, theirs) => holds(traits, theirs < mine ? -1 : Number(theirs > mine)));
    case "bool":
      return typedTest(text, parseBool, (mine, theirs) => mine === theirs);
    case "binary":
      return typedTest(text, parseBinary, (mine, theirs) => mine === theirs);
    case "ipAddress":
      return typedTest(text, parseIpPrefix, containsPrefix);
    default:
      return new MalformedTest();
  }
}

function holds(traits: OperatorTraits, order: number): boolean {
  switch (traits.comparison) {
    case "less":
      return order < 0;
    case "lessOrEqual":
      return order <= 0;
    case "greater":
      return order > 0;
    case "greaterOrEqual":
      return order >= 0;
    default:
      return order === 0;
  }
}

function typedTest<T>(
  text: string,
  parse: (text: string) => T | undefined,
  compare: (policyValue: T, requestValue: T) => boolean,
): ValueTest {
  const policyValue = parse(text);
  return policyValue === undefined ? new MalformedTest() : new TypedTest(policyValue, parse, compare);
}

class TypedTest<T> implements ValueTest {
  constructor(
    private readonly policyValue: T,
    private readonly parse: (text: string) => T | undefined,
    private readonly compare: (policyValue: T, requestValue: T) => boolean,
  ) {}

  test(requestValue: string): Matching {
    const value = this.parse(requestValue);
    return value === undefined ? "malformed-value" : this.compare(this.policyValue, value);
  }
}

class MalformedTest implements ValueTest {
  test(): Matching {
    return "malformed-value";
  }
}
