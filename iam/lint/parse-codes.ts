import { checkReference, type RuleMetadata } from "./rule";
import type { Severity } from "./finding";

/** A finding that parsing makes; the codes that a rule has too stand with the rules. */
function parseCode(severity: Severity, code: string, description: string): RuleMetadata {
  return { code, severity, description, source: checkReference(severity, code) };
}

const ELEMENTS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";

/** What `lintPolicy` reports from parsing alone. */
export const PARSE_CODES: readonly RuleMetadata[] = [
  parseCode("error", "data-type-mismatch", "Finds elements of a wrong JSON type."),
  parseCode("error", "empty-variable", "Finds `${}`."),
  parseCode("error", "invalid-effect", "Finds an Effect that is neither Allow nor Deny."),
  parseCode("error", "invalid-policy-element", "Finds elements that policies do not have."),
  parseCode("error", "invalid-principal-key", "Finds kinds of principals that do not exist."),
  parseCode("error", "invalid-version", "Finds a Version that does not exist."),
  parseCode("error", "json-syntax-error", "Finds text that is no JSON, and keys that stand twice."),
  parseCode("error", "missing-action", "Finds statements without Action and NotAction."),
  parseCode("error", "missing-brace-in-variable", "Finds policy variables without the closing brace."),
  parseCode("error", "missing-effect", "Finds statements without Effect."),
  parseCode("error", "missing-quote-in-variable", "Finds default values of policy variables that are not quoted."),
  parseCode("error", "missing-resource", "Finds statements without Resource and NotResource."),
  parseCode("error", "missing-statement", "Finds policies without a statement."),
  parseCode(
    "warning",
    "missing-version",
    "Finds policies without a Version, in which policy variables are plain text.",
  ),
  parseCode("error", "unsupported-element-combination", "Finds statements with both elements of a pair."),
  {
    ...parseCode("error", "unsupported-symbol-in-variable", "Finds other malformed policy variables."),
    source: ELEMENTS,
  },
  {
    ...parseCode("error", "policy-too-large-to-read", "Finds documents beyond the parser's limits."),
    source: ELEMENTS,
  },
];
