import { idFormatRule } from "../id-formats";

export const invalidKmsKeyValue = idFormatRule({
  code: "invalid-kms-key-value",
  key: "s3:x-amz-server-side-encryption-aws-kms-key-id",
  format: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/,
  what: "the ARN of a KMS key",
  fix: "use `arn:PARTITION:kms:REGION:ACCOUNT:key/KEY-ID`; neither a key id alone nor an alias matches",
  description: "Finds values of s3:x-amz-server-side-encryption-aws-kms-key-id that are no key ARN.",
});
