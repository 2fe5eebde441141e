import type { AuthorizationRequest, StatementReference } from "../../iam";
import { nameOf } from "./document-rule";

/** The request as messages show it: action, resource and keys. */
export function renderRequest({ action, resource, context }: AuthorizationRequest): string {
  return `\`${action}\` on \`${resource}\`${renderKeys(context)}`;
}

/** A request to assume a role as messages show it: action, who calls, and keys. */
export function renderTrustRequest({ action, principal, context }: AuthorizationRequest): string {
  return `\`${action}\` by \`${principal}\`${renderKeys(context)}`;
}

function renderKeys(context: AuthorizationRequest["context"]): string {
  const keys = Object.entries(context).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return keys.length === 0 ? "" : ` with ${keys.join(" and ")}`;
}

/** Statements of several documents as messages name them. */
export function renderStatements(statements: readonly StatementReference[]): string {
  return statements.map((statement) => `${nameOf(statement)} of ${statement.policyId}`).join(" and ");
}
