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
    state.kind === "known" ? parsePolicyDocument(state.value, { policyType }) : symbolicDocument(state.document);
  results.set(document, result);
  return result;
}

/** The document, read as `meaning` from now on: what it says to one principal. */
export function withMeaning(document: StackDocument, meaning: PolicyDocument): StackDocument {
  results.set(document, { kind: "parsed", document: meaning, issues: [] });
  return document;
}
