import type { PolicyType } from "../document/policy-document";
import type { Report, RuleMetadata } from "./rule";

/** A statement as it stands in the JSON. */
export interface JsonStatement {
  readonly json: Readonly<Record<string, unknown>>;
  readonly pointer: string;
}

/** A check of what the parsed document no longer shows: the shape of the JSON. */
export interface JsonRule extends RuleMetadata {
  /** The code that a rule on the document, which cannot tell the two apart, gives the same place. */
  readonly replaces?: string;
  readonly checkStatement: (statement: JsonStatement, policyType: PolicyType, report: Report) => void;
}

/** The statements of a policy in JSON that was parsed without a fault. */
export function jsonStatements(policy: unknown): readonly JsonStatement[] {
  const statement = isObject(policy) ? policy["Statement"] : undefined;
  if (Array.isArray(statement)) {
    return statement.flatMap((json: unknown, index) =>
      isObject(json) ? [{ json, pointer: `/Statement/${index}` }] : [],
    );
  }
  return isObject(statement) ? [{ json: statement, pointer: "/Statement" }] : [];
}

/** Whether a JSON value is an object, and neither a list nor null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
