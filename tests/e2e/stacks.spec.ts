import { expect } from "chai";

import { changes, expectSuccess, policyEvents, previewedInputs, withProject } from "./support";

interface Document {
  readonly Statement: readonly { readonly Sid?: string; readonly Resource: unknown; readonly Condition?: unknown }[];
}

function statements(text: unknown): Document["Statement"] {
  return (JSON.parse(text as string) as Document).Statement;
}

describe("the stack program, previewed with the policy pack", () => {
  it("dev is the Get-pics example, and everything in it is verified", async () => {
    await withProject({ folder: ".", copy: false }, async (project) => {
      const result = await project.preview();
      expectSuccess(result);
      expect(policyEvents(result)).to.deep.equal([]);
      expect(changes(result)).to.deep.equal({ create: 18 });
    });
  });

  it("prod adds a boundary to the role, and a guard for roles by prefix", async () => {
    await withProject({ folder: ".", copy: false, stack: "prod" }, async (project) => {
      const result = await project.preview();
      expectSuccess(result);
      expect(policyEvents(result)).to.deep.equal([]);
      const boundary = previewedInputs(result, "aws:iam/policy:Policy")["instances"]?.["name"] as string;
      const role = previewedInputs(result, "aws:iam/role:Role")["Get-pics"];
      expect(role?.["permissionsBoundary"]).to.equal(`arn:aws:iam::123456789012:policy/${boundary}`);
      const guard = previewedInputs(result, "aws:iam/policy:Policy")["pass-qateam"];
      const [pass] = statements(guard?.["policy"]);
      expect(pass?.Resource).to.equal("arn:aws:iam::123456789012:role/qateam-*");
      expect(pass?.Condition)
        .to.have.nested.property("StringEquals.iam:PassedToService")
        .that.deep.equals(["ec2.amazonaws.com", "ec2.amazonaws.com.cn"]);
    });
  });

  it("writes ARNs and principals of the region's partition", async () => {
    const config = { "aws:region": "cn-north-1" };
    await withProject({ folder: ".", copy: false, config }, async (project) => {
      const result = await project.preview();
      expectSuccess(result);
      const trust = previewedInputs(result, "aws:iam/role:Role")["Get-pics"]?.["assumeRolePolicy"];
      expect(trust).to.contain("ec2.amazonaws.com.cn");
      for (const policy of Object.values(previewedInputs(result, "aws:iam/policy:Policy"))) {
        expect(policy["policy"]).to.not.contain("arn:aws:");
      }
    });
  });
});
