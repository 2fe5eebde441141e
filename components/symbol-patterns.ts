/**
 * What AWS promises of values that are unknown at preview, by type token and property. A pattern is true for every value
 * that the property can take, in every partition.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const PATTERNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:s3/bucket:Bucket": { arn: "arn:aws*:s3:::?*" },
  "aws:s3/bucketV2:BucketV2": { arn: "arn:aws*:s3:::?*" },
  "aws:sqs/queue:Queue": { arn: "arn:aws*:sqs:*:*:?*" },
  "aws:sns/topic:Topic": { arn: "arn:aws*:sns:*:*:?*" },
  "aws:secretsmanager/secret:Secret": { arn: "arn:aws*:secretsmanager:*:*:secret:?*" },
  "aws:kms/key:Key": { arn: "arn:aws*:kms:*:*:key/?*" },
  "aws:dynamodb/table:Table": { arn: "arn:aws*:dynamodb:*:*:table/?*" },
  "aws:ssm/parameter:Parameter": { arn: "arn:aws*:ssm:*:*:parameter/?*" },
  "aws:cloudwatch/logGroup:LogGroup": { arn: "arn:aws*:logs:*:*:log-group:?*" },
  "aws:iam/role:Role": { arn: "arn:aws*:iam::*:role/?*", id: "?*" },
  "aws:iam/user:User": { arn: "arn:aws*:iam::*:user/?*" },
  "aws:iam/group:Group": { arn: "arn:aws*:iam::*:group/?*" },
  "aws:iam/policy:Policy": { arn: "arn:aws*:iam::*:policy/?*" },
  "aws:iam/instanceProfile:InstanceProfile": { arn: "arn:aws*:iam::*:instance-profile/?*" },
  "aws:autoscaling/group:Group": { name: "?*" },
  "aws:ec2/launchTemplate:LaunchTemplate": { arn: "arn:aws*:ec2:*:*:launch-template/lt-?*", id: "lt-?*" },
  "aws:ec2/subnet:Subnet": { arn: "arn:aws*:ec2:*:*:subnet/subnet-?*", id: "subnet-?*" },
  "aws:ec2/instance:Instance": { arn: "arn:aws*:ec2:*:*:instance/?*", id: "i-?*" },
};

/** Returns the pattern that every value of `property` of the resource with `urn` matches, if one is known. */
export function symbolPatternOf(urn: string, property: string): string | undefined {
  const type = urn.split("::").at(-2)?.split("$").at(-1) ?? "";
  return PATTERNS[type]?.[property];
}
