import { createRequire } from "node:module";
import type { Finding } from "./finding";
import { jsonStatements } from "./json-rule";
import type { LintOptions } from "./lint";

const requireModule = createRequire(__filename);

/**
 * The JSON value of an input; undefined where there is none, of which parsing has reported. A value that is already
 * parsed is copied, so that a getter of the caller cannot throw later.
 */
export function readJson(input: unknown): unknown {
  try {
    return JSON.parse(typeof input === "string" ? input : JSON.stringify(input));
  } catch {
    return undefined;
  }
}

/** The findings of the rules on the JSON, and those in the document that they do not replace. */
export function lintJson(
  json: unknown,
  policyType: NonNullable<LintOptions["policyType"]>,
  inDocument: readonly Finding[],
): readonly Finding[] {
  const { JSON_RULES } = requireModule("./json-rules") as typeof import("./json-rules");
  const findings: Finding[] = [];
  let kept = inDocument;
  for (const { code, severity, replaces, checkStatement } of JSON_RULES) {
    for (const statement of jsonStatements(json)) {
      checkStatement(statement, policyType, (pointer, message, fix) => {
        findings.push({ code, severity, pointer, message, ...(fix === undefined ? {} : { fix }) });
        kept = kept.filter((other) => other.code !== replaces || other.pointer !== pointer);
      });
    }
  }
  return [...kept, ...findings];
}
