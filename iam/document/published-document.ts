import { hasSymbol } from "../pattern/symbol-placeholder";
import { IssueCollector } from "./parse-issue";
import { parseWithSymbols, type ParseResult } from "./parse-policy-document";
import type { PolicyDocument, PolicySymbol, PolicyType } from "./policy-document";

/** A document that a component makes, published before the values in it are known. */
export interface PublishedDocument {
  readonly formatVersion: 1;
  readonly policyType: PolicyType;
  /** The child whose property this document becomes. */
  readonly subject: { readonly urn: string; readonly property: string };
  /** AWS JSON; `${ec2-identity:symbol:N}` stands for `symbols[N]` inside strings. */
  readonly document: object;
  readonly symbols: readonly PolicySymbol[];
}

const PLACEHOLDER = /\$\{ec2-identity:symbol:([^}]*)\}/g;

/**
 * Parses a published document; its symbols stay unknown. Never throws, whatever the input. A newer format version, a
 * symbol without id or label, and a placeholder that names no symbol make it `invalid`.
 */
export function symbolicDocument(published: PublishedDocument): ParseResult {
  const issues = new IssueCollector();
  const source: Readonly<Record<string, unknown>> = { ...published };
  if (source["formatVersion"] !== 1) {
    const message = `got the format version \`${String(source["formatVersion"])}\`, expected 1`;
    issues.add("unsupported-format-version", "/formatVersion", message);
    return { kind: "invalid", issues: issues.issues };
  }
  const symbols = readSymbols(source["symbols"], issues);
  const result = parseWithUnknowns(source["document"], published.policyType, symbols);
  return issues.isInvalid ? { kind: "invalid", issues: [...issues.issues, ...result.issues] } : result;
}

/**
 * Parses a document, as JSON text or a value, in which `${ec2-identity:symbol:N}` stands for `symbols[N]`; they stay unknown.
 * Never throws, whatever the input. A placeholder that names no symbol, or stands where none may, makes it `invalid`.
 */
export function parseWithUnknowns(
  document: unknown,
  policyType: PolicyType,
  symbols: readonly PolicySymbol[],
): ParseResult {
  const issues = new IssueCollector();
  const result = parseWithSymbols(document, { policyType }, symbols);
  if (result.kind === "parsed") {
    reportUnknownSymbols(JSON.stringify(result.document), symbols.length, issues);
    reportMisplacedSymbols(result.document, issues);
  }
  return issues.isInvalid ? { kind: "invalid", issues: [...issues.issues, ...result.issues] } : result;
}

function readSymbols(value: unknown, issues: IssueCollector): readonly PolicySymbol[] {
  if (!Array.isArray(value)) {
    issues.add("malformed-symbol", "/symbols", "expected a list of symbols");
    return [];
  }
  return value.map((entry: unknown, index): PolicySymbol => {
    const { id, label, pattern } = (typeof entry === "object" && entry !== null ? entry : {}) as Record<
      string,
      unknown
    >;
    if (typeof id !== "string" || typeof label !== "string" || (pattern !== undefined && typeof pattern !== "string")) {
      issues.add(
        "malformed-symbol",
        `/symbols/${index}`,
        "expected `id`, `label` and at most a `pattern`, all of them strings",
      );
      return { id: "", label: "" };
    }
    return pattern === undefined ? { id, label } : { id, label, pattern };
  });
}

/** A placeholder beyond the symbols would be read as a policy variable. */
function reportUnknownSymbols(text: string, symbolCount: number, issues: IssueCollector): void {
  for (const [placeholder, index] of text.matchAll(PLACEHOLDER)) {
    if (!/^(0|[1-9]\d{0,8})$/.test(index ?? "") || Number(index) >= symbolCount) {
      issues.add("unknown-symbol", "/document", `\`${placeholder}\` names none of the ${symbolCount} symbols`);
    }
  }
}

/** Names of operators and keys are never unknown: a placeholder there would be read as a name that no request has. */
function reportMisplacedSymbols(document: PolicyDocument, issues: IssueCollector): void {
  for (const { operator, key, pointer } of document.statements.flatMap(({ conditions }) => conditions)) {
    if (!hasSymbol(operator + key)) continue;
    issues.add("malformed-symbol", `/document${pointer}`, "a symbol stands for values, not for operators or keys");
  }
}
