import { createRequire } from "node:module";
import type { RuleMetadata } from "./rule";

const requireModule = createRequire(__filename);

/** Every code that `lintPolicy` reports, with what it means and its source, in the order of codes. */
export function lintRules(): readonly RuleMetadata[] {
  const { RULES } = requireModule("./registry") as typeof import("./registry");
  const { JSON_RULES } = requireModule("./json-rules") as typeof import("./json-rules");
  const { PARSE_CODES } = requireModule("./parse-codes") as typeof import("./parse-codes");
  return [...RULES, ...JSON_RULES, ...PARSE_CODES].sort((a, b) => (a.code < b.code ? -1 : 1));
}
