import { definePolicy, type DefinedPolicy } from "./define-policy";
import { autoscalingGroupDisallowTemplateWriters } from "./autoscaling/autoscaling-group-disallow-template-writers";
import { autoscalingGroupRequireImdsv2 } from "./autoscaling/autoscaling-group-require-imdsv2";
import { autoscalingGroupRequirePinnedVersion } from "./autoscaling/autoscaling-group-require-pinned-version";
import { batchComputeEnvironmentRequireImdsv2 } from "./batch/batch-compute-environment-require-imdsv2";
import { ec2AmiRequireImdsv2 } from "./ec2/ec2-ami-require-imdsv2";
import { ec2FleetRequireImdsv2 } from "./ec2/ec2-fleet-require-imdsv2";
import { ec2InstanceDisallowCredentialsInUserData } from "./ec2/ec2-instance-disallow-credentials-in-user-data";
import { ec2InstanceDisallowRoleAsProfile } from "./ec2/ec2-instance-disallow-role-as-profile";
import { ec2InstanceLimitMetadataHopLimit } from "./ec2/ec2-instance-limit-metadata-hop-limit";
import { ec2InstanceMetadataDefaultsLimitMetadataHopLimit } from "./ec2/ec2-instance-metadata-defaults-limit-metadata-hop-limit";
import { ec2InstanceMetadataDefaultsRequireImdsv2 } from "./ec2/ec2-instance-metadata-defaults-require-imdsv2";
import { ec2InstanceMetadataDefaultsRequirePresence } from "./ec2/ec2-instance-metadata-defaults-require-presence";
import { ec2InstanceRequireImdsv2 } from "./ec2/ec2-instance-require-imdsv2";
import { ec2InstanceRequireInstanceProfile } from "./ec2/ec2-instance-require-instance-profile";
import { ec2LaunchConfigurationDisallowCredentialsInUserData } from "./ec2/ec2-launch-configuration-disallow-credentials-in-user-data";
import { ec2LaunchConfigurationDisallowUse } from "./ec2/ec2-launch-configuration-disallow-use";
import { ec2LaunchConfigurationLimitMetadataHopLimit } from "./ec2/ec2-launch-configuration-limit-metadata-hop-limit";
import { ec2LaunchConfigurationRequireImdsv2 } from "./ec2/ec2-launch-configuration-require-imdsv2";
import { ec2LaunchTemplateDisallowCredentialsInUserData } from "./ec2/ec2-launch-template-disallow-credentials-in-user-data";
import { ec2LaunchTemplateLimitMetadataHopLimit } from "./ec2/ec2-launch-template-limit-metadata-hop-limit";
import { ec2LaunchTemplateRequireImdsv2 } from "./ec2/ec2-launch-template-require-imdsv2";
import { ec2SpotFleetRequestDisallowCredentialsInUserData } from "./ec2/ec2-spot-fleet-request-disallow-credentials-in-user-data";
import { ec2SpotFleetRequestRequireImdsv2 } from "./ec2/ec2-spot-fleet-request-require-imdsv2";
import { ec2SpotInstanceRequestDisallowCredentialsInUserData } from "./ec2/ec2-spot-instance-request-disallow-credentials-in-user-data";
import { ec2SpotInstanceRequestLimitMetadataHopLimit } from "./ec2/ec2-spot-instance-request-limit-metadata-hop-limit";
import { ec2SpotInstanceRequestRequireImdsv2 } from "./ec2/ec2-spot-instance-request-require-imdsv2";
import { ec2SpotInstanceRequestRequireInstanceProfile } from "./ec2/ec2-spot-instance-request-require-instance-profile";
import { eksNodeGroupRequireImdsv2 } from "./eks/eks-node-group-require-imdsv2";
import { elasticbeanstalkConfigurationTemplateRequireImdsv2 } from "./elasticbeanstalk/elasticbeanstalk-configuration-template-require-imdsv2";
import { elasticbeanstalkEnvironmentRequireImdsv2 } from "./elasticbeanstalk/elasticbeanstalk-environment-require-imdsv2";
import { emrClusterRequireImdsv2 } from "./emr/emr-cluster-require-imdsv2";
import { emrSecurityConfigurationLimitMetadataHopLimit } from "./emr/emr-security-configuration-limit-metadata-hop-limit";
import { emrSecurityConfigurationRequireImdsv2 } from "./emr/emr-security-configuration-require-imdsv2";
import { iamDocumentDisallowNotElements } from "./iam/iam-document-disallow-not-elements";
import { iamDocumentRequirePublishedMatch } from "./iam/iam-document-require-published-match";
import { iamDocumentRequireValid } from "./iam/iam-document-require-valid";
import { iamInstanceProfileRequireCredentialDeliveryDeny } from "./iam/iam-instance-profile-require-credential-delivery-deny";
import { iamInstanceProfileRequireEc2Trust } from "./iam/iam-instance-profile-require-ec2-trust";
import { iamInstanceProfileRequireOneRole } from "./iam/iam-instance-profile-require-one-role";
import { iamPolicyDisallowAdminAccess } from "./iam/iam-policy-disallow-admin-access";
import { iamPolicyDisallowManagedPolicies } from "./iam/iam-policy-disallow-managed-policies";
import { iamPolicyDisallowPassRoleWildcard } from "./iam/iam-policy-disallow-pass-role-wildcard";
import { iamPolicyDisallowResourceWildcard } from "./iam/iam-policy-disallow-resource-wildcard";
import { iamPolicyDisallowServiceWildcard } from "./iam/iam-policy-disallow-service-wildcard";
import { iamPolicyRequireEffectiveImdsv2 } from "./iam/iam-policy-require-effective-imdsv2";
import { iamPolicyRequirePassedToService } from "./iam/iam-policy-require-passed-to-service";
import { iamResourcePolicyDisallowPublicAccess } from "./iam/iam-resource-policy-disallow-public-access";
import { iamRoleDisallowChangeByPasser } from "./iam/iam-role-disallow-change-by-passer";
import { iamRoleDisallowForeignTrust } from "./iam/iam-role-disallow-foreign-trust";
import { iamRoleDisallowNewAccess } from "./iam/iam-role-disallow-new-access";
import { iamRoleDisallowPassRoleGain } from "./iam/iam-role-disallow-pass-role-gain";
import { iamRoleDisallowPublicTrust } from "./iam/iam-role-disallow-public-trust";
import { iamRoleLimitDocumentSize } from "./iam/iam-role-limit-document-size";
import { iamRoleLimitPermissions } from "./iam/iam-role-limit-permissions";
import { iamRoleRequirePermissionsBoundary } from "./iam/iam-role-require-permissions-boundary";
import { iamRoleRequireTrustOfPassedService } from "./iam/iam-role-require-trust-of-passed-service";
import { iamUserDisallowAccessKey } from "./iam/iam-user-disallow-access-key";
import { imagebuilderInfrastructureConfigurationLimitMetadataHopLimit } from "./imagebuilder/imagebuilder-infrastructure-configuration-limit-metadata-hop-limit";
import { imagebuilderInfrastructureConfigurationRequireImdsv2 } from "./imagebuilder/imagebuilder-infrastructure-configuration-require-imdsv2";
import { lightsailInstanceDisallowCredentialsInUserData } from "./lightsail/lightsail-instance-disallow-credentials-in-user-data";
import { organizationsPolicyRequireEffectiveImdsv2 } from "./organizations/organizations-policy-require-effective-imdsv2";
import { pulumiResourceRequireAnalysis } from "./pulumi/pulumi-resource-require-analysis";
import { sagemakerNotebookInstanceLifecycleConfigurationDisallowCredentialsInScripts } from "./sagemaker/sagemaker-notebook-instance-lifecycle-configuration-disallow-credentials-in-scripts";
import { sagemakerNotebookInstanceRequireImdsv2 } from "./sagemaker/sagemaker-notebook-instance-require-imdsv2";
import { reportCausesOnce } from "./one-cause";
import type { PolicyDeclaration } from "./policy-declaration";
import { shareProperties } from "./shared-properties";

export { withReport } from "./report/with-report";

/** Every policy of the pack, as declared, in the order of the documentation. */
export const policyDeclarations: readonly PolicyDeclaration[] = [
  autoscalingGroupDisallowTemplateWriters,
  autoscalingGroupRequireImdsv2,
  autoscalingGroupRequirePinnedVersion,
  batchComputeEnvironmentRequireImdsv2,
  ec2AmiRequireImdsv2,
  ec2FleetRequireImdsv2,
  ec2InstanceDisallowCredentialsInUserData,
  ec2InstanceDisallowRoleAsProfile,
  ec2InstanceLimitMetadataHopLimit,
  ec2InstanceMetadataDefaultsLimitMetadataHopLimit,
  ec2InstanceMetadataDefaultsRequireImdsv2,
  ec2InstanceMetadataDefaultsRequirePresence,
  ec2InstanceRequireImdsv2,
  ec2InstanceRequireInstanceProfile,
  ec2LaunchConfigurationDisallowCredentialsInUserData,
  ec2LaunchConfigurationDisallowUse,
  ec2LaunchConfigurationLimitMetadataHopLimit,
  ec2LaunchConfigurationRequireImdsv2,
  ec2LaunchTemplateDisallowCredentialsInUserData,
  ec2LaunchTemplateLimitMetadataHopLimit,
  ec2LaunchTemplateRequireImdsv2,
  ec2SpotFleetRequestDisallowCredentialsInUserData,
  ec2SpotFleetRequestRequireImdsv2,
  ec2SpotInstanceRequestDisallowCredentialsInUserData,
  ec2SpotInstanceRequestLimitMetadataHopLimit,
  ec2SpotInstanceRequestRequireImdsv2,
  ec2SpotInstanceRequestRequireInstanceProfile,
  eksNodeGroupRequireImdsv2,
  elasticbeanstalkConfigurationTemplateRequireImdsv2,
  elasticbeanstalkEnvironmentRequireImdsv2,
  emrClusterRequireImdsv2,
  emrSecurityConfigurationLimitMetadataHopLimit,
  emrSecurityConfigurationRequireImdsv2,
  iamDocumentDisallowNotElements,
  iamDocumentRequirePublishedMatch,
  iamDocumentRequireValid,
  iamInstanceProfileRequireCredentialDeliveryDeny,
  iamInstanceProfileRequireEc2Trust,
  iamInstanceProfileRequireOneRole,
  iamPolicyDisallowAdminAccess,
  iamPolicyDisallowManagedPolicies,
  iamPolicyDisallowPassRoleWildcard,
  iamPolicyDisallowResourceWildcard,
  iamPolicyDisallowServiceWildcard,
  iamPolicyRequireEffectiveImdsv2,
  iamPolicyRequirePassedToService,
  iamResourcePolicyDisallowPublicAccess,
  iamRoleDisallowChangeByPasser,
  iamRoleDisallowForeignTrust,
  iamRoleDisallowNewAccess,
  iamRoleDisallowPassRoleGain,
  iamRoleDisallowPublicTrust,
  iamRoleLimitDocumentSize,
  iamRoleLimitPermissions,
  iamRoleRequirePermissionsBoundary,
  iamRoleRequireTrustOfPassedService,
  iamUserDisallowAccessKey,
  imagebuilderInfrastructureConfigurationLimitMetadataHopLimit,
  imagebuilderInfrastructureConfigurationRequireImdsv2,
  lightsailInstanceDisallowCredentialsInUserData,
  organizationsPolicyRequireEffectiveImdsv2,
  pulumiResourceRequireAnalysis,
  sagemakerNotebookInstanceLifecycleConfigurationDisallowCredentialsInScripts,
  sagemakerNotebookInstanceRequireImdsv2,
];

/** Every policy of the pack for the policy SDK. `clock` says what day it is, for exemptions. @default the system's clock */
export function createPolicies(clock: () => Date = () => new Date()): DefinedPolicy[] {
  shareProperties();
  reportCausesOnce();
  return policyDeclarations.map((declaration) => definePolicy(declaration, clock));
}

/** The policies, to put into a policy pack of one's own: `new PolicyPack("name", { policies })`. */
export const policies: DefinedPolicy[] = createPolicies();
