import { bundledCatalogue, lintParsed, parseWithUnknowns, symbolsIn } from "../iam";
import type { Finding, ParseResult, PolicyType } from "../iam";
import type { Problem } from "./plan";
import { withoutSymbols } from "./plan";

/** What is wrong with a document that a component was given. */
export interface DocumentCheck {
  /** The document does not work, or cannot be read. */
  readonly problems: readonly Problem[];
  /** It works, and is not what AWS recommends. */
  readonly warnings: readonly Problem[];
}

/**
 * Parses and lints `document`, in which placeholders stand for what is not known yet; `property` is the argument that it
 * was made from. Reports nothing that hangs on an unknown value.
 */
export function checkDocument(document: object, policyType: PolicyType, property: string): DocumentCheck {
  const result = readSymbolically(document, policyType);
  const at = (pointer: string) => (pointer === "" ? "" : ` (at \`${pointer}\`)`);
  if (result.kind === "invalid") {
    return {
      problems: result.issues.map(({ pointer, message }) => ({ property, message: message + at(pointer) })),
      warnings: [],
    };
  }
  const findings = lintParsed(result, { policyType, catalogue: bundledCatalogue() });
  const of = (...severities: readonly Finding["severity"][]): readonly Problem[] =>
    findings
      .filter(({ severity }) => severities.includes(severity))
      .map(({ code, pointer, message, fix }) => ({
        property,
        message: `${code}: ${message}${fix === undefined ? "" : `; ${fix}`}${at(pointer)}`,
      }));
  return { problems: of("error"), warnings: of("securityWarning", "warning") };
}

/** Reads a document in which placeholders stand for what is not known yet: the same number for the same unknown value. */
export function readSymbolically(document: object, policyType: PolicyType): ParseResult {
  return parseWithUnknowns(document, policyType, anonymousSymbols(document));
}

/** Returns the characters of `document` that AWS counts, as few as there can be: unknown values count for none. */
export function countedCharacters(document: object): number {
  return countedText(JSON.stringify(document));
}

/** The same for a document's text. */
export function countedText(text: string): number {
  return withoutSymbols(text).replace(/\s/g, "").length;
}

function anonymousSymbols(document: object) {
  const numbers = symbolsIn(JSON.stringify(document));
  return Array.from({ length: Math.max(-1, ...numbers) + 1 }, (_, index) => ({
    id: `unknown-${index}`,
    label: "a value that is not known yet",
  }));
}
