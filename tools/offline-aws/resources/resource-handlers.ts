import { role } from "./iam/role";
import { policy } from "./iam/policy";
import { groupPolicy, rolePolicy, userPolicy } from "./iam/inline-policy";
import { groupPolicyAttachment, rolePolicyAttachment, userPolicyAttachment } from "./iam/policy-attachment";
import { instanceProfile } from "./iam/instance-profile";
import { user } from "./iam/user";
import { group, userGroupMembership } from "./iam/group";
import { rolePoliciesExclusive, rolePolicyAttachmentsExclusive } from "./iam/role-policies-exclusive";
import { bucket } from "./s3/bucket";
import { bucketPolicy, bucketPublicAccessBlock } from "./s3/bucket-settings";
import { instance } from "./ec2/instance";
import { instanceMetadataDefaults } from "./ec2/instance-metadata-defaults";
import { launchTemplate } from "./ec2/launch-template";
import { securityGroup } from "./ec2/security-group";
import type { ResourceHandler } from "./resource-handler";
import { autoScalingGroup } from "./autoscaling/group";
import { key } from "./kms/key";
import { secret } from "./secretsmanager/secret";
import { queue } from "./sqs/queue";
import { parameter } from "./ssm/parameter";

/** The types that can be created, each with its handler. */
const HANDLERS: Readonly<Record<string, ResourceHandler>> = {
  "aws:iam/role:Role": role,
  "aws:iam/policy:Policy": policy,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/userPolicy:UserPolicy": userPolicy,
  "aws:iam/groupPolicy:GroupPolicy": groupPolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": userPolicyAttachment,
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": groupPolicyAttachment,
  "aws:iam/instanceProfile:InstanceProfile": instanceProfile,
  "aws:iam/user:User": user,
  "aws:iam/group:Group": group,
  "aws:iam/userGroupMembership:UserGroupMembership": userGroupMembership,
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive": rolePoliciesExclusive,
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": rolePolicyAttachmentsExclusive,
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketPublicAccessBlock,
  "aws:s3/bucketPolicy:BucketPolicy": bucketPolicy,
  "aws:ec2/instance:Instance": instance,
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": instanceMetadataDefaults,
  "aws:ec2/launchTemplate:LaunchTemplate": launchTemplate,
  "aws:ec2/securityGroup:SecurityGroup": securityGroup,
  "aws:autoscaling/group:Group": autoScalingGroup,
  "aws:kms/key:Key": key,
  "aws:sqs/queue:Queue": queue,
  "aws:secretsmanager/secret:Secret": secret,
  "aws:ssm/parameter:Parameter": parameter,
};

/** The types that the stand-in can create. */
export const CREATABLE_TYPES: readonly string[] = Object.keys(HANDLERS);

/**
 * The handler of a resource type.
 *
 * @throws UnsupportedTypeError for a type that the stand-in can only preview
 */
export function resourceHandler(typeToken: string): ResourceHandler {
  const handler = HANDLERS[typeToken];
  if (handler === undefined) throw new UnsupportedTypeError(typeToken);
  return handler;
}

/** Thrown for a type that the stand-in can only preview; the message names it. */
export class UnsupportedTypeError extends Error {
  constructor(typeToken: string) {
    super(
      `the offline AWS provider can preview \`${typeToken}\` but not create or read it: use an AWS account, or leave it ` +
        "out; tools/offline-aws/README.md lists the types that it creates",
    );
  }
}
