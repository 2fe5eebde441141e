import type { PolicyType } from "../iam";

/** A document that a plan made: which child's property it becomes, and what stands there. */
export interface PlannedDocument {
  readonly policyType: PolicyType;
  readonly child: ChildProperty;
  readonly document: object;
}

/** A property of a child of the component. */
export interface ChildProperty {
  readonly type: string;
  readonly name: string;
  readonly property: string;
}

/** The trust policy of the child role `name`. */
export function trustPolicy(name: string, document: object): PlannedDocument {
  return { policyType: "trust", child: { type: "aws:iam/role:Role", name, property: "assumeRolePolicy" }, document };
}

/** An inline policy of a role, which is the child `name`. */
export function inlinePolicy(name: string, document: object): PlannedDocument {
  return identityPolicy({ type: "aws:iam/rolePolicy:RolePolicy", name }, document);
}

/** A customer managed policy, which is the child `name`. */
export function customerManagedPolicy(name: string, document: object): PlannedDocument {
  return identityPolicy({ type: "aws:iam/policy:Policy", name }, document);
}

/** An identity policy, which is `child`. */
export function identityPolicy(child: Omit<ChildProperty, "property">, document: object): PlannedDocument {
  return { policyType: "identity", child: { ...child, property: "policy" }, document };
}
