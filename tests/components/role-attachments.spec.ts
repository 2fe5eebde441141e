import * as aws from "@pulumi/aws";
import { expect } from "chai";

import { InstanceRole, InstanceRoleGrant, PassRoleGuard } from "../../components";
import { ACCOUNT, runWithMocks, valueOf } from "../support/pulumi-mocks";

const EXCLUSIVE_POLICIES = "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive";
const EXCLUSIVE_ATTACHMENTS = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive";
const READ = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::photos/*"] };

describe("an exclusive InstanceRole", () => {
  it("has what it was made with, and what guards, grants and methods added later, and nothing else", async () => {
    for (const preview of [true, false]) {
      const run = await runWithMocks(
        () => {
          const role = new InstanceRole("app", {
            statements: [READ],
            inlinePolicies: {
              more: {
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
              },
            },
            managedPolicies: ["CloudWatchAgentServerPolicy"],
            customerManagedPolicies: { large: [READ] },
          });
          new PassRoleGuard("guard", { roles: [`arn:aws:iam::${ACCOUNT}:role/other`], role });
          role.attachPolicy("own", new aws.iam.Policy("own", { policy: "{}" }));
          return new InstanceRoleGrant("photos", { role, statements: [READ] });
        },
        { preview },
      );
      expect(run.ofType(EXCLUSIVE_POLICIES)["app"]).to.deep.equal({
        roleName: "app-1234567",
        policyNames: ["credential-guards", "more", "permissions", "photos"],
      });
      expect(run.ofType(EXCLUSIVE_ATTACHMENTS)["app"]).to.deep.equal({
        roleName: "app-1234567",
        policyArns: [
          `arn:aws:iam::${ACCOUNT}:policy/app-large-1234567`,
          `arn:aws:iam::${ACCOUNT}:policy/guard-1234567`,
          `arn:aws:iam::${ACCOUNT}:policy/own-1234567`,
          "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
        ],
      });
      const [published] = (await valueOf(run.value.documents)) ?? [];
      expect(published?.subject.urn).to.match(/InstanceRoleGrant\$aws:iam\/rolePolicy:RolePolicy::photos$/);
      expect(run.ofType("aws:iam/rolePolicy:RolePolicy")["photos"]).to.include({ name: "photos", role: "app-1234567" });
    }
  });

  it("is destroyed with what was attached to it by hand", async () => {
    const run = await runWithMocks(() => {
      new InstanceRole("exclusive");
      new InstanceRole("shared", { exclusive: false });
    });
    const roles = run.ofType("aws:iam/role:Role");
    expect(roles["exclusive"]?.["forceDetachPolicies"]).to.equal(true);
    expect(roles["shared"]?.["forceDetachPolicies"]).to.equal(false);
  });

  it("is exclusive unless asked otherwise", async () => {
    const run = await runWithMocks(() => new InstanceRole("app", { exclusive: false, statements: [READ] }));
    expect(run.ofType(EXCLUSIVE_POLICIES)).to.deep.equal({});
    expect(run.ofType(EXCLUSIVE_ATTACHMENTS)).to.deep.equal({});
  });

  it("refuses what comes after the program has ended", async () => {
    const run = await runWithMocks(() => new InstanceRole("app"));
    expect(() => run.value.attachPolicy("late", "arn:aws:iam::aws:policy/ReadOnlyAccess")).to.throw(
      "`late` comes to the exclusive role `app` after the program has ended",
    );
  });
});
