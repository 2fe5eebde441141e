import { definePolicy, type DefinedPolicy } from "./define-policy";
import { ec2InstanceRequireImdsv2 } from "./ec2/ec2-instance-require-imdsv2";
import { ec2LaunchTemplateRequireImdsv2 } from "./ec2/ec2-launch-template-require-imdsv2";
import { iamPolicyDisallowAdminAccess } from "./iam/iam-policy-disallow-admin-access";
import { iamPolicyDisallowPassRoleWildcard } from "./iam/iam-policy-disallow-pass-role-wildcard";
import { iamPolicyRequirePassedToService } from "./iam/iam-policy-require-passed-to-service";
import { iamRoleDisallowPublicTrust } from "./iam/iam-role-disallow-public-trust";
import type { PolicyDeclaration } from "./policy-declaration";

/** Every policy of the pack, as declared, in the order of the documentation. */
export const policyDeclarations: readonly PolicyDeclaration[] = [
  ec2InstanceRequireImdsv2,
  ec2LaunchTemplateRequireImdsv2,
  iamPolicyDisallowAdminAccess,
  iamPolicyDisallowPassRoleWildcard,
  iamPolicyRequirePassedToService,
  iamRoleDisallowPublicTrust,
];

/** Every policy of the pack for the policy SDK. `clock` says what day it is, for exemptions. @default the system's clock */
export function createPolicies(clock: () => Date = () => new Date()): DefinedPolicy[] {
  return policyDeclarations.map((declaration) => definePolicy(declaration, clock));
}

/** The policies, to put into a policy pack of one's own: `new PolicyPack("name", { policies })`. */
export const policies: DefinedPolicy[] = createPolicies();
