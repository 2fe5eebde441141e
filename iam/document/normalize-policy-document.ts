import type { Condition } from "../condition/condition";
import type { PolicyDocument, Principals, Statement } from "./policy-document";

/**
 * Brings documents that differ in writing only into one form: lists sorted and without duplicates, actions and condition
 * keys in lower case, conditions in order. Keeps every decision and the number and order of statements; idempotent.
 * Pointers still point into the document as it was parsed.
 */
export function normalizePolicyDocument(document: PolicyDocument): PolicyDocument {
  return { ...document, statements: document.statements.map(normalizeStatement) };
}

function normalizeStatement(statement: Statement): Statement {
  const { principals, notPrincipals, actions, notActions, resources, notResources } = statement;
  return {
    ...statement,
    ...(principals && { principals: normalizePrincipals(principals) }),
    ...(notPrincipals && { notPrincipals: normalizePrincipals(notPrincipals) }),
    ...(actions && { actions: normalizeActions(actions) }),
    ...(notActions && { notActions: normalizeActions(notActions) }),
    ...(resources && { resources: sortedSet(resources) }),
    ...(notResources && { notResources: sortedSet(notResources) }),
    conditions: statement.conditions.map(normalizeCondition).sort(compareConditions),
  };
}

/** Symbols keep their case: the placeholder's own text is in lower case already. */
function normalizeActions(actions: readonly string[]): readonly string[] {
  return sortedSet(actions.map((action) => action.toLowerCase()));
}

function normalizePrincipals(principals: Principals): Principals {
  return {
    aws: sortedSet(principals.aws),
    service: sortedSet(principals.service),
    federated: sortedSet(principals.federated),
    canonicalUser: sortedSet(principals.canonicalUser),
  };
}

function normalizeCondition(condition: Condition): Condition {
  return { ...condition, key: condition.key.toLowerCase(), values: sortedSet(condition.values) };
}

function compareConditions(a: Condition, b: Condition): number {
  return (
    compareText(a.operator, b.operator) || compareText(a.key, b.key) || compareText(a.values.join(), b.values.join())
  );
}

function sortedSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort(compareText);
}

/** By UTF-16 units, so that the order does not depend on a locale. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
