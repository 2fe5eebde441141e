import type { ActionCatalogue } from "../data/action-catalogue";
import type { PolicyDocument, PolicyType } from "../document/policy-document";
import type { Quotas } from "./quotas";
import { StatementView, type ConditionView } from "./statement-view";

/** What a rule sees. */
export interface LintContext {
  readonly document: PolicyDocument;
  readonly policyType: PolicyType;
  readonly statements: readonly StatementView[];
  /** The conditions of all statements. */
  readonly conditions: readonly ConditionView[];
  readonly catalogue: ActionCatalogue | undefined;
  readonly quotas: Quotas;
}

/** What a rule with `needsCatalogue` sees. */
export interface CatalogueContext extends LintContext {
  readonly catalogue: ActionCatalogue;
}

/** What the rules see of a document, worked out once for all of them. */
export function createContext(
  document: PolicyDocument,
  policyType: PolicyType,
  catalogue: ActionCatalogue | undefined,
  quotas: Quotas,
): LintContext {
  const statements = document.statements.map((statement) => new StatementView(statement, document));
  const conditions = statements.flatMap((statement) => statement.conditions);
  return { document, policyType, statements, conditions, catalogue, quotas };
}

/**
 * The type of a document whose type nobody gave: without Principal it is an identity policy; with one it is a trust
 * policy when no statement has a resource and every action is one of STS, else a resource policy.
 */
export function inferPolicyType(document: PolicyDocument): PolicyType {
  const { statements } = document;
  if (!statements.some(({ principals, notPrincipals }) => principals !== undefined || notPrincipals !== undefined)) {
    return "identity";
  }
  const isTrust = statements.every(
    ({ resources, notResources, actions }) =>
      resources === undefined &&
      notResources === undefined &&
      actions !== undefined &&
      actions.every((action) => action.toLowerCase().startsWith("sts:")),
  );
  return isTrust ? "trust" : "resource";
}
