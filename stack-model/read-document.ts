import { parsePolicyDocument, symbolicDocument, type ParseResult, type PolicyDocument } from "../iam";
import type { StackDocument } from "./stack-document";

const results = new WeakMap<StackDocument, ParseResult>();

/** What a document of the stack says, parsed once; undefined where it is not known. */
export function readDocument(document: StackDocument): ParseResult | undefined {
  const { state, policyType } = document;
  if (state.kind === "unknown") return undefined;
  const found = results.get(document);
  if (found !== undefined) return found;
  const result =
    state.kind === "symbolic"
      ? symbolicDocument(state.document)
      : typeof state.value === "string"
        ? parseText(state.value, policyType)
        : parsePolicyDocument(state.value, { policyType });
  results.set(document, result);
  return result;
}

/** The last texts that were read: roles often have the same trust policy, which is judged once then. */
const texts = new Map<string, ParseResult>();
const KEPT_TEXTS = 1_000;

function parseText(text: string, policyType: StackDocument["policyType"]): ParseResult {
  const key = `${policyType} ${text}`;
  const known = texts.get(key) ?? parsePolicyDocument(text, { policyType });
  if (texts.size >= KEPT_TEXTS) texts.clear();
  texts.set(key, known);
  return known;
}

/** The document, read as `meaning` from now on: what it says to one principal. */
export function withMeaning(document: StackDocument, meaning: PolicyDocument): StackDocument {
  results.set(document, { kind: "parsed", document: meaning, issues: [] });
  return document;
}
