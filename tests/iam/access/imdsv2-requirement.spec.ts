import { expect } from "chai";
import { organizationPolicies } from "../../../components/organization-policies";
import { findImdsv2Gaps, parsePolicyDocument, type Imdsv2PolicyType } from "../../../iam";

function gapsOf(document: object, policyType: Imdsv2PolicyType): ReturnType<typeof findImdsv2Gaps> {
  const parsed = parsePolicyDocument(document, { policyType });
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.issues));
  return findImdsv2Gaps(parsed.document, policyType);
}

describe("requirements of IMDSv2 by documents", () => {
  it("are kept by the documents of organizationPolicies", () => {
    for (const maximumHopLimit of [1, 2]) {
      const options = { maximumHopLimit };
      expect(gapsOf(organizationPolicies.serviceControlPolicy(options), "scp")).to.deep.equal([]);
      expect(gapsOf(organizationPolicies.identityPolicy(options), "identity")).to.deep.equal([]);
    }
  });

  it("name the statements that claim, not those beside them", () => {
    const beside = { Effect: "Deny", Action: "ec2:StopInstances", Resource: "*" };
    const claim = {
      Sid: "Require",
      Effect: "Deny",
      Action: "ec2:Run*",
      Resource: "*",
      Condition: { StringNotEquals: { "ec2:MetadataHttpTokens": "required" } },
    };
    expect(gapsOf({ Version: "2012-10-17", Statement: [beside, claim] }, "scp")).to.deep.equal([
      {
        kind: "refused",
        request: "a launch that requires tokens",
        statements: [{ policyId: "document", statementIndex: 1, sid: "Require", pointer: "/Statement/1" }],
      },
    ]);
  });
});
