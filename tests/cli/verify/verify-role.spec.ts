import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { expect } from "chai";

import { AwsCallError } from "../../../aws/aws-call-error";
import { exitCodeOf, verifyInstance } from "../../../cli/verify/verify-instance";
import { PICS, TRUST, verifiedInstance } from "../../support/verified-instance";

describe("ec2-identity verify: each thing of a role broken in turn", function () {
  this.timeout(120_000);
  const given = verifiedInstance();

  describe("whom it trusts", () => {
    async function trust(document: object): Promise<void> {
      const PolicyDocument = JSON.stringify(document);
      await given.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "pics", PolicyDocument }));
    }

    it("names who else may assume the role", async () => {
      const wide = { ...TRUST.Statement, Principal: { Service: "ec2.amazonaws.com", AWS: "111122223333" } };
      await trust({ ...TRUST, Statement: wide });
      const [code, found] = await given.failures();
      expect(code).to.equal(1);
      expect(Object.keys(found)).to.deep.equal(["role-trusts-ec2-alone"]);
      expect(found["role-trusts-ec2-alone"]).to.contain("it may also be assumed by").and.to.contain("111122223333");
      await trust({ ...TRUST, Statement: { ...TRUST.Statement, Effect: "Deny" } });
      expect((await given.failures())[1]).to.deep.equal({ "role-trusts-ec2-alone": "its trust policy allows nobody" });
    });

    it("names a trust policy that does not let EC2 assume the role", async () => {
      const refused = "its trust policy does not let `ec2.amazonaws.com` call sts:AssumeRole";
      for (const changed of [{ Action: "sts:TagSession" }, { Principal: { Service: "ec2.amazonaws.com.cn" } }]) {
        await trust({ ...TRUST, Statement: { ...TRUST.Statement, ...changed } });
        expect((await given.failures())[1]).to.deep.equal({ "role-trusts-ec2-alone": refused });
      }
    });
  });

  describe("what it allows", () => {
    it("names what is allowed and not declared, and what is declared and not allowed", async () => {
      await given.allow("write", { ...PICS, Statement: { ...PICS.Statement, Action: "s3:PutObject" } });
      const [code, found] = await given.failures();
      expect(code).to.equal(1);
      expect(found).to.have.all.keys("role-allows-nothing-else");
      expect(found["role-allows-nothing-else"]).to.match(
        /allowed and not declared: `s3:PutObject` on `arn:aws:s3:::photos\//i,
      );
      await given.iam.send(new DeleteRolePolicyCommand({ RoleName: "pics", PolicyName: "read" }));
      const without = (await given.failures())[1]["role-allows-what-is-declared"];
      expect(without).to.match(/declared and not allowed: `s3:GetObject`/i);
    });

    it("names a managed policy that someone has attached, and its new version", async () => {
      const wide = { ...PICS, Statement: { ...PICS.Statement, Resource: "arn:aws:s3:::films/*" } };
      const PolicyArn = await managed("theirs", wide);
      await given.iam.send(new AttachRolePolicyCommand({ RoleName: "pics", PolicyArn }));
      const found = async () => (await given.failures())[1];
      expect((await found())["role-allows-nothing-else"]).to.contain("`arn:aws:s3:::films/");
      const PolicyDocument = JSON.stringify(PICS);
      await given.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
      expect(await found()).to.deep.equal({});
    });

    it("compares only what is declared of a role that the stack does not own", async () => {
      await given.allow("more", { ...PICS, Statement: { ...PICS.Statement, Action: "s3:PutObject" } });
      const theirs = { ...given.expected, morePolicies: true };
      expect(await given.failures(theirs)).to.deep.equal([0, {}]);
      await given.iam.send(new DeleteRolePolicyCommand({ RoleName: "pics", PolicyName: "read" }));
      expect(Object.keys((await given.failures(theirs))[1])).to.deep.equal(["role-allows-what-is-declared"]);
    });

    it("does not pass a declared document that it cannot read", async () => {
      const [code, found] = await given.failures({
        ...given.expected,
        policies: [{ id: "read", document: { Statement: 1 } }],
      });
      expect(code).to.equal(3);
      expect(found).to.have.all.keys("role-allows-what-is-declared", "role-allows-nothing-else");
      expect(found["role-allows-nothing-else"]).to.contain("policy `read` cannot be read");
    });
  });

  async function managed(PolicyName: string, document: object): Promise<string> {
    const PolicyDocument = JSON.stringify(document);
    const { Policy } = await given.iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
    return Policy?.Arn ?? "";
  }

  describe("its boundary", () => {
    const LIMIT = { ...PICS, Statement: { ...PICS.Statement, Action: "s3:*" } };

    it("is named where it is missing, another, or there though none is declared", async () => {
      const limit = await managed("limit", LIMIT);
      const declared = { ...given.expected, permissionsBoundary: limit };
      const found = async (expectation: typeof declared | typeof given.expected) =>
        (await given.failures(expectation))[1];
      expect(await found(declared)).to.deep.equal({
        "role-has-declared-boundary": `the boundary is \`none\`, expected \`${limit}\``,
      });
      const other = await managed("other", LIMIT);
      await given.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: "pics", PermissionsBoundary: other }));
      expect(await found(declared)).to.deep.equal({
        "role-has-declared-boundary": `the boundary is \`${other}\`, expected \`${limit}\``,
      });
      expect(await found(given.expected)).to.deep.equal({
        "role-has-declared-boundary": `the boundary is \`${other}\`, expected \`none\``,
      });
    });

    it("is named where it allows more or less than its declared document", async () => {
      const limit = await managed("limit", LIMIT);
      await given.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: "pics", PermissionsBoundary: limit }));
      const found = async (document: unknown) => {
        const declared = { ...given.expected, permissionsBoundary: limit, permissionsBoundaryDocument: document };
        return (await given.failures(declared))[1];
      };
      expect(await found(JSON.stringify(LIMIT))).to.deep.equal({});
      expect((await found(PICS))["role-has-declared-boundary"]).to.contain("and allows what is not declared: `s3:");
      const wider = { ...LIMIT, Statement: { ...LIMIT.Statement, Resource: "*" } };
      expect((await found(wider))["role-has-declared-boundary"]).to.contain("does not allow what is declared: `s3:");
      expect((await found({ Statement: 1 }))["role-has-declared-boundary"]).to.contain("cannot be read");
      given.standIn.proxy.refuses = (call) => call.get("Action") === "GetPolicyVersion";
      expect((await found(LIMIT))["role-has-declared-boundary"]).to.contain("missing the permission");
    });
  });

  describe("AWS's simulation", () => {
    it("is skipped where the caller may not use it, and not where it fails", async () => {
      const last = async () => (await verifyInstance(given.expected, given.reader)).at(-1);
      given.standIn.proxy.refuses = (call) => call.get("Action") === "SimulatePrincipalPolicy";
      expect(await last()).to.include({ id: "simulation-agrees", status: "skipped" });
      const failing = new AwsCallError("iam:SimulatePrincipalPolicy", "Throttling", "slow");
      const simulate = () => Promise.reject(failing);
      const checks = await verifyInstance(given.expected, { ...given.reader, simulate });
      expect([exitCodeOf(checks), checks.at(-1)?.status]).to.deep.equal([3, "notRead"]);
    });

    it("is compared with the package's own decision", async () => {
      const simulating = (decision: "allowed" | "implicitDeny") => ({
        ...given.reader,
        simulate: (_role: string, action: string, resource: string) => {
          expect([action, resource]).to.deep.equal(["s3:GetObject", "arn:aws:s3:::photos/x"]);
          return Promise.resolve(decision);
        },
      });
      expect((await verifyInstance(given.expected, simulating("allowed"))).at(-1)).to.include({
        id: "simulation-agrees",
        status: "passed",
      });
      expect((await verifyInstance(given.expected, simulating("implicitDeny"))).at(-1)).to.include({
        status: "differs",
        message: "`s3:GetObject` on `arn:aws:s3:::photos/x` is implicitDeny to AWS, expected allowed",
      });
    });
  });
});
