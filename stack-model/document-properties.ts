import type { PolicyType } from "../iam";

/** A property of a resource type that holds an IAM policy document. */
export interface DocumentProperty {
  /** The property, or the list that holds one document an entry. */
  readonly property: string;
  /** Where the property is a list: the entry's property that holds the document. */
  readonly entryProperty?: string;
  readonly policyType: PolicyType;
  /** The provider refuses the resource without it, so an absent one is a value that is not known yet. */
  readonly required: boolean;
}

const identity = (property: string): DocumentProperty => ({ property, policyType: "identity", required: true });

/** Type token of the IAM role. */
export const ROLE_TYPE = "aws:iam/role:Role";

/**
 * The resource types of @pulumi/aws whose properties hold identity-based or trust policies.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/
 */
export const DOCUMENT_PROPERTIES: Readonly<Record<string, readonly DocumentProperty[]>> = {
  [ROLE_TYPE]: [
    { property: "assumeRolePolicy", policyType: "trust", required: true },
    { property: "inlinePolicies", entryProperty: "policy", policyType: "identity", required: false },
  ],
  "aws:iam/policy:Policy": [identity("policy")],
  "aws:iam/rolePolicy:RolePolicy": [identity("policy")],
  "aws:iam/userPolicy:UserPolicy": [identity("policy")],
  "aws:iam/groupPolicy:GroupPolicy": [identity("policy")],
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": [identity("inlinePolicy")],
};
