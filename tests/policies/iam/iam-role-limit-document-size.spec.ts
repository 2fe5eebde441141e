import { expect } from "chai";
import { iamRoleLimitDocumentSize } from "../../../policies/iam/iam-role-limit-document-size";
import { describePolicyCases } from "../../support/policy-cases";
import { runPolicy, type TestResource } from "../../support/policy-run";

describePolicyCases(iamRoleLimitDocumentSize);

const ROLE_ARN = "arn:aws:iam::111122223333:role/web";
const role: TestResource = { type: "aws:iam/role:Role", name: "web", outputs: { name: "web", arn: ROLE_ARN } };

/** A policy for a principal of so many bytes. */
function policyOf(bytes: number, principal = ROLE_ARN): string {
  const withSid = (Sid: string): string => {
    const statement = { Sid, Effect: "Allow", Principal: { AWS: principal }, Action: "s3:GetObject", Resource: "*" };
    return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  };
  return withSid("a".repeat(bytes - withSid("").length));
}

/** Quotas as AWS documents them, by the type that holds the policy. */
const QUOTAS = [
  ["aws:s3/bucketPolicy:BucketPolicy", 20_480],
  ["aws:s3/bucket:Bucket", 20_480],
  ["aws:sqs/queuePolicy:QueuePolicy", 8_192],
  ["aws:sns/topicPolicy:TopicPolicy", 30_720],
  ["aws:kms/key:Key", 32_768],
  ["aws:secretsmanager/secretPolicy:SecretPolicy", 20_480],
] as const;

describe("iam-role-limit-document-size, of resource-based policies", () => {
  const sizesReported = (type: string, policy: unknown): readonly string[] => {
    const holder: TestResource = { type, name: "holder", outputs: { policy }, dependencies: { policy: ["web"] } };
    return runPolicy(iamRoleLimitDocumentSize, { resources: [role, holder] }).reports.map(({ message }) => message);
  };

  for (const [type, quota] of QUOTAS) {
    it(`${type} of ${quota} bytes, and of one more`, () => {
      expect(sizesReported(type, `\n${policyOf(quota)}\n`)).to.deep.equal([]);
      const [message, ...others] = sizesReported(type, policyOf(quota + 1));
      expect(message)
        .to.contain(`\`policy\` has ${quota + 1} bytes`)
        .and.to.contain(`at most ${quota}`);
      expect(others).to.deep.equal([]);
    });
  }

  it("counts bytes, and what is known of a policy", () => {
    const [type] = QUOTAS[0];
    const longer = policyOf(20_480).replace("aaaa", "ääää");
    expect(sizesReported(type, longer)[0]).to.contain("has 20484 bytes");
    const parsed = JSON.parse(policyOf(20_500)) as { Statement: [object] };
    const open = { ...parsed, Statement: [{ ...parsed.Statement[0], Resource: { $unknown: true } }] };
    expect(sizesReported(type, open)[0]).to.contain("has 20499 bytes");
  });

  it("leaves those that name no role, are broken or are not known to others", () => {
    const [type] = QUOTAS[0];
    const ofUser: TestResource = {
      type,
      name: "b",
      outputs: { policy: policyOf(30_000, ROLE_ARN.replace("role", "user")) },
    };
    expect(runPolicy(iamRoleLimitDocumentSize, { resources: [role, ofUser] }).reports).to.deep.equal([]);
    expect(sizesReported(type, policyOf(30_000).slice(1))).to.deep.equal([]);
    expect(sizesReported(type, { $unknown: true })).to.deep.equal([]);
  });
});
