import type { PropertyMap } from "../property-value/property-value";

/**
 * Values that the provider's check puts in for properties that are not given, by type; a nested map holds those of a
 * block, which apply only where the block is given.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs (defaults of each resource's arguments)
 */
const DEFAULTS: Readonly<Record<string, PropertyMap>> = {
  "aws:iam/role:Role": { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  "aws:iam/instanceProfile:InstanceProfile": { path: "/" },
  "aws:iam/policy:Policy": { path: "/" },
  "aws:iam/user:User": { forceDestroy: false, path: "/" },
  "aws:iam/group:Group": { path: "/" },
  "aws:s3/bucket:Bucket": { forceDestroy: false },
  "aws:s3/bucketV2:BucketV2": { forceDestroy: false },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
  },
  "aws:ec2/instance:Instance": {
    forceDestroy: false,
    getPasswordData: false,
    sourceDestCheck: true,
    userDataReplaceOnChange: false,
    metadataOptions: { httpEndpoint: "enabled", httpProtocolIpv6: "disabled" },
    rootBlockDevice: { deleteOnTermination: true },
    ebsBlockDevices: { deleteOnTermination: true },
  },
  "aws:ec2/securityGroup:SecurityGroup": { description: "Managed by Pulumi", revokeRulesOnDelete: false },
  "aws:autoscaling/group:Group": {
    forceDelete: false,
    forceDeleteWarmPool: false,
    healthCheckGracePeriod: 300,
    ignoreFailedScalingActivities: false,
    metricsGranularity: "1Minute",
    protectFromScaleIn: false,
    waitForCapacityTimeout: "10m",
  },
  "aws:sqs/queue:Queue": {
    contentBasedDeduplication: false,
    delaySeconds: 0,
    fifoQueue: false,
    messageRetentionSeconds: 345600,
    receiveWaitTimeSeconds: 0,
    visibilityTimeoutSeconds: 30,
  },
  "aws:secretsmanager/secret:Secret": { forceOverwriteReplicaSecret: false, recoveryWindowInDays: 30 },
  "aws:kms/key:Key": {
    bypassPolicyLockoutSafetyCheck: false,
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    isEnabled: true,
    keyUsage: "ENCRYPT_DECRYPT",
  },
};

/** The defaults of a resource type's properties and of its blocks' members. */
export function schemaDefaults(typeToken: string): PropertyMap {
  return DEFAULTS[typeToken] ?? {};
}
