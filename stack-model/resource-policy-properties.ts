import type { DocumentProperty } from "./document-property";

const required: readonly DocumentProperty[] = [{ property: "policy", policyType: "resource", required: true }];
const optional: readonly DocumentProperty[] = [{ property: "policy", policyType: "resource", required: false }];

/**
 * The resource types of @pulumi/aws whose properties hold resource-based policies of S3, SQS, SNS, KMS and Secrets Manager.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
export const RESOURCE_POLICY_PROPERTIES: Readonly<Record<string, readonly DocumentProperty[]>> = {
  "aws:s3/bucketPolicy:BucketPolicy": required,
  "aws:s3/bucket:Bucket": optional,
  "aws:s3/bucketV2:BucketV2": optional,
  "aws:sqs/queuePolicy:QueuePolicy": required,
  "aws:sqs/queue:Queue": optional,
  "aws:sns/topicPolicy:TopicPolicy": required,
  "aws:sns/topic:Topic": optional,
  "aws:kms/keyPolicy:KeyPolicy": required,
  "aws:kms/key:Key": optional,
  "aws:secretsmanager/secretPolicy:SecretPolicy": required,
  "aws:secretsmanager/secret:Secret": optional,
};
