/** What a change of a resource's inputs means for it. */
export interface ReplaceRule {
  /** Property paths (`rootBlockDevice.encrypted`) whose change, or that of anything below them, makes a new resource. */
  readonly keys: readonly string[];
  /** The old resource must go before the new one can be made. */
  readonly deleteBeforeReplace?: true;
}

const NAMED = ["name", "namePrefix"];
/** An attachment made again would be deleted together with its predecessor, which is the same thing to AWS. */
const attachment = (...keys: string[]): ReplaceRule => ({ keys, deleteBeforeReplace: true });

/**
 * Which changes make a new resource, by type.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs (arguments marked as forcing a new resource)
 * @see https://github.com/pulumi/pulumi-aws/blob/master/provider/resources.go (DeleteBeforeReplace)
 */
const RULES: Readonly<Record<string, ReplaceRule>> = {
  "aws:iam/role:Role": { keys: [...NAMED, "path"] },
  "aws:iam/policy:Policy": { keys: [...NAMED, "path", "description"] },
  "aws:iam/instanceProfile:InstanceProfile": { keys: [...NAMED, "path"] },
  "aws:iam/rolePolicy:RolePolicy": { keys: [...NAMED, "role"] },
  "aws:iam/userPolicy:UserPolicy": { keys: [...NAMED, "user"] },
  "aws:iam/groupPolicy:GroupPolicy": { keys: [...NAMED, "group"] },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attachment("role", "policyArn"),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": attachment("user", "policyArn"),
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": attachment("group", "policyArn"),
  "aws:iam/policyAttachment:PolicyAttachment": attachment("name", "policyArn"),
  "aws:iam/user:User": { keys: [] },
  "aws:iam/group:Group": { keys: [] },
  "aws:iam/userGroupMembership:UserGroupMembership": { keys: ["user"] },
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive": { keys: ["roleName"] },
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": { keys: ["roleName"] },
  "aws:s3/bucket:Bucket": { keys: ["bucket", "bucketPrefix", "objectLockEnabled", "region"] },
  "aws:s3/bucketV2:BucketV2": { keys: ["bucket", "bucketPrefix", "objectLockEnabled", "region"] },
  "aws:s3/bucketPolicy:BucketPolicy": { keys: ["bucket", "region"] },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": { keys: ["bucket", "region"] },
  "aws:s3/bucketVersioning:BucketVersioning": { keys: ["bucket", "expectedBucketOwner", "region"] },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    keys: ["bucket", "expectedBucketOwner", "region"],
  },
  "aws:ec2/instance:Instance": {
    keys: [
      ...["ami", "availabilityZone", "subnetId", "keyName", "tenancy", "hibernation", "hostResourceGroupArn"],
      ...["privateIp", "securityGroups", "placementGroup", "placementGroupId", "cpuOptions", "enclaveOptions"],
      ...["ebsBlockDevices", "ephemeralBlockDevices", "networkInterfaces", "primaryNetworkInterface"],
      ...["associatePublicIpAddress", "ebsOptimized", "ipv6AddressCount", "hostId"],
      ...["instanceMarketOptions", "rootBlockDevice.encrypted", "rootBlockDevice.kmsKeyId", "ipv6Addresses", "region"],
    ],
  },
  "aws:ec2/launchTemplate:LaunchTemplate": { keys: [...NAMED, "region"] },
  "aws:ec2/securityGroup:SecurityGroup": { keys: [...NAMED, "description", "vpcId", "region"] },
  "aws:autoscaling/group:Group": { keys: [...NAMED, "region"] },
  "aws:sqs/queue:Queue": { keys: [...NAMED, "fifoQueue", "region"] },
  "aws:secretsmanager/secret:Secret": { keys: [...NAMED, "region"] },
  "aws:ssm/parameter:Parameter": { keys: ["name", "region"] },
  "aws:kms/key:Key": { keys: ["customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId", "region"] },
};

/** For types that are not in the table: what forces a new resource in nearly all of them. */
const OTHER: ReplaceRule = { keys: [...NAMED, "region"] };

/** Which changes make a new resource of the type: exact for the types in the table, an approximation elsewhere. */
export function replaceRule(typeToken: string): ReplaceRule {
  return RULES[typeToken] ?? OTHER;
}
