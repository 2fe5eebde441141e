import {
  compilePolicies,
  evaluate,
  type CompiledPolicies,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from "../iam";

const PRINCIPAL = "arn:aws:sts::111122223333:assumed-role/role/session";

/** A document of one statement, without symbols. */
export function documentOf(statement: Statement): PolicyDocument {
  return { version: "2012-10-17", statements: [statement], symbols: [] };
}

/** A statement that allows actions on resources without conditions. */
export function allowing(actions: readonly string[], resources: readonly string[]): Statement {
  return { effect: "Allow", actions, resources, conditions: [], pointer: "/Statement/0" };
}

/** The one policy of a role that has only this statement, for questions to `isAllowed`. */
export function compiled(statement: Statement): CompiledPolicies {
  const policy: NamedPolicy = { id: "", document: documentOf(statement) };
  return compilePolicies({ identity: [policy] });
}

/** Whether the policies allow an action on a resource in a context without keys of its own. */
export function isAllowed(policies: CompiledPolicies, action: string, resource: string): boolean {
  return evaluate({ principal: PRINCIPAL, action, resource, context: {} }, policies).decision === "allowed";
}
