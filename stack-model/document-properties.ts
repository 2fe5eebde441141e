import type { DocumentProperty } from "./document-property";
import { RESOURCE_POLICY_PROPERTIES } from "./resource-policy-properties";

const identity = (property: string): DocumentProperty => ({ property, policyType: "identity", required: true });

/** Type token of the IAM role. */
export const ROLE_TYPE = "aws:iam/role:Role";

/**
 * The resource types of @pulumi/aws whose properties hold identity-based, trust or resource-based policies.
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
  ...RESOURCE_POLICY_PROPERTIES,
};
