import { expect } from "chai";
import { judgeAdministratorAccess, parsePolicyDocument } from "../../iam";
import { awsManagedPolicies, awsManagedPolicy } from "../../ec2/aws-managed-policies";
import names from "../../tools/aws-managed-policies/names.json";

describe("the AWS managed policies of the data file", () => {
  const { policies, source, date } = awsManagedPolicies();
  const entries = Object.entries(policies);

  it("are those of the generator's list, with their source and day", () => {
    expect(entries.map(([name]) => name)).to.deep.equal(names);
    expect(names.length).to.be.greaterThanOrEqual(200);
    expect(source).to.contain("IAM API");
    expect(date).to.match(/^\d{4}-\d{2}-\d{2}$/);
  });

  it("can all be read", () => {
    for (const [name, { document }] of entries) {
      const parsed = parsePolicyDocument(document, { policyType: "identity" });
      expect(parsed.kind, `${name}: ${JSON.stringify(parsed)}`).to.equal("parsed");
    }
  });

  it("give administrator access where they let the holder give any permission", () => {
    const granting = entries.flatMap(([name, { document }]) => {
      const parsed = parsePolicyDocument(document, { policyType: "identity" });
      const answer = parsed.kind === "parsed" ? judgeAdministratorAccess(parsed.document) : parsed;
      expect(answer.kind, name).to.be.oneOf(["granted", "notGranted"]);
      return answer.kind === "granted" ? [name] : [];
    });
    expect(granting).to.deep.equal(["AdministratorAccess", "IAMFullAccess"]);
  });

  it("are found by ARN in every partition, and under their own path alone", () => {
    expect(awsManagedPolicy("arn:aws-cn:iam::aws:policy/AdministratorAccess")?.kind).to.equal("analysed");
    expect(awsManagedPolicy("arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM")?.kind).to.equal("analysed");
    expect(awsManagedPolicy("arn:aws:iam::aws:policy/AmazonEC2RoleforSSM")?.kind).to.equal("notAnalysed");
    expect(awsManagedPolicy("arn:aws:iam::aws:policy/constructor")?.kind).to.equal("notAnalysed");
    expect(awsManagedPolicy("arn:aws:iam::111122223333:policy/AdministratorAccess")).to.equal(undefined);
  });
});
