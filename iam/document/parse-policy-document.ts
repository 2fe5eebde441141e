import { DEFAULT_LIMITS, type Limits } from "../limits";
import { checkElements } from "./check/check-elements";
import { checkValues } from "./check/check-values";
import { pointerTo, type JsonNode } from "./json/json-node";
import { readJsonText } from "./json/read-json-text";
import { readJsonValue } from "./json/read-json-value";
import { IssueCollector, type ParseIssue } from "./parse-issue";
import { parseStatement } from "./parse-statement";
import type { PolicyDocument, PolicySymbol, PolicyType, PolicyVersion, Statement } from "./policy-document";
import { jsonTypeOf, readMembers, readString } from "./read-members";

/** A document, or none, and everything wrong with it. `parsed` with issues can be evaluated; AWS may refuse it all the same. */
export type ParseResult =
  | { readonly kind: "parsed"; readonly document: PolicyDocument; readonly issues: readonly ParseIssue[] }
  | { readonly kind: "invalid"; readonly issues: readonly ParseIssue[] };

/** How a document is parsed. */
export interface ParseOptions {
  /** Where the document stands; absent: elements that only some types know are not judged. */
  readonly policyType?: PolicyType;
  /** @default DEFAULT_LIMITS */
  readonly limits?: Limits;
}

/**
 * Parses a policy document from JSON text or from a value that is already parsed. All issues are collected. Never
 * throws, whatever the input: what cannot be read, or is larger than the limits, is `invalid`. Linear in the input.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicyDocument(input: unknown, options: ParseOptions = {}): ParseResult {
  return parseWithSymbols(input, options, []);
}

/** `parsePolicyDocument` for a document in which `${ec2-identity:symbol:N}` stands for `symbols[N]`. */
export function parseWithSymbols(input: unknown, options: ParseOptions, symbols: readonly PolicySymbol[]): ParseResult {
  const { document, issues, isInvalid } = readPolicyDocument(input, options, symbols);
  return document === undefined || isInvalid ? { kind: "invalid", issues } : { kind: "parsed", document, issues };
}

/** What was read of a policy, and everything wrong with it. */
export interface PolicyReading {
  /** Undefined when the input is no JSON object. With `isInvalid` it must not be evaluated: what was wrong is left out. */
  readonly document: PolicyDocument | undefined;
  readonly issues: readonly ParseIssue[];
  readonly isInvalid: boolean;
}

/** Reads as much of a policy as can be read, for judging its form; `parsePolicyDocument` gives what may be evaluated. */
export function readPolicyDocument(
  input: unknown,
  options: ParseOptions,
  symbols: readonly PolicySymbol[] = [],
): PolicyReading {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const reading = typeof input === "string" ? readJsonText(input, limits) : readJsonValue(input, limits);
  if (reading.kind === "fault") return { document: undefined, issues: [reading.fault], isInvalid: true };
  const issues = new IssueCollector();
  const document = parseDocumentNode(reading.node, symbols, issues);
  if (document !== undefined) {
    for (const statement of document.statements) checkElements(statement, options.policyType, issues);
    checkValues(document, options.policyType, issues);
  }
  return { document, issues: issues.issues, isInvalid: issues.isInvalid };
}

function parseDocumentNode(
  node: JsonNode,
  symbols: readonly PolicySymbol[],
  issues: IssueCollector,
): PolicyDocument | undefined {
  const members = readMembers(node, "", issues);
  if (members === undefined) return undefined;
  let version: PolicyVersion | undefined;
  let id: string | undefined;
  let statements: readonly Statement[] | undefined;
  for (const { key, value } of members) {
    const pointer = pointerTo("", key);
    if (key === "Version") version = parseVersion(value, issues);
    else if (key === "Id") id = readString(value, pointer, issues);
    else if (key === "Statement") statements = parseStatements(value, issues);
    else issues.add("unknown-element", pointer, `got the element \`${key}\`, expected Version, Id or Statement`);
  }
  if (!members.some(({ key }) => key === "Version")) {
    issues.add("missing-version", "", "the document has no Version: `2008-10-17` applies, without policy variables");
  }
  if (statements === undefined) issues.add("missing-statement", "", "the document has no Statement");
  const document = { version: version ?? "2008-10-17", statements: statements ?? [], symbols };
  return id === undefined ? document : { ...document, id };
}

function parseVersion(node: JsonNode, issues: IssueCollector): PolicyVersion | undefined {
  const text = readString(node, "/Version", issues);
  if (text === "2012-10-17" || text === "2008-10-17") return text;
  if (text !== undefined) {
    issues.add("invalid-version", "/Version", `got \`${text}\`, expected \`2012-10-17\` or \`2008-10-17\``);
  }
  return undefined;
}

function parseStatements(node: JsonNode, issues: IssueCollector): readonly Statement[] {
  if (node.kind === "object") {
    const single = parseStatement(node, "/Statement", issues);
    return single === undefined ? [] : [single];
  }
  if (node.kind !== "array") {
    issues.add("wrong-json-type", "/Statement", `expected an object or a list of objects, got a ${jsonTypeOf(node)}`);
    return [];
  }
  if (node.items.length === 0) issues.add("empty-list", "/Statement", "the document has no statement");
  return node.items.flatMap((item, index) => parseStatement(item, pointerTo("/Statement", index), issues) ?? []);
}
