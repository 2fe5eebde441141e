import type { ResourcePolicyDeclaration } from "../policy-declaration";

export const iamUserDisallowAccessKey: ResourcePolicyDeclaration = {
  kind: "resource",
  name: "iam-user-disallow-access-key",
  displayName: "No access keys",
  description: "Programs make no long-lived access keys for users.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "credentials"],
  remediationSteps: "Give instances a role, and people and build services temporary credentials by federation.",
  resourceType: "aws:iam/accessKey:AccessKey",
  properties: [],
  judgeResource: (resource) => [
    {
      kind: "violation",
      resource,
      problem: "an access key is valid until somebody revokes it, and its secret is kept in the stack's state",
      fix: "use InstanceRole for instances, IAM Identity Center for people, an OIDC provider for build services",
    },
  ],
};
