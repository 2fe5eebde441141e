import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { expect } from "chai";

import { changes, expectSuccess } from "../support";
import { type LiveProject, liveProject } from "./aws-connection";

const INLINE = ["credential-guards", "permissions", "session"];

describe("InstanceRole, brought up against moto", function () {
  this.timeout(240_000);
  let live: LiveProject;
  let iam: IAMClient;
  let RoleName: string;

  const inline = async () => (await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames?.toSorted();
  const attached = async () =>
    (await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies?.map(({ PolicyName }) =>
      PolicyName?.replace(/-[0-9a-f]{7}$/, ""),
    ).toSorted();

  before(async () => {
    live = await liveProject("tests/e2e/fixtures/instance-role");
    iam = new IAMClient(live.connection);
    expectSuccess(await live.project.up());
    RoleName = (await live.project.outputs())["roleName"] as string;
  });

  after(() => live.end());

  it("has its policies, and those of the guard and the grant", async () => {
    expect(await inline()).to.deep.equal(INLINE);
    expect(await attached()).to.deep.equal(["app-metrics", "guard"]);
  });

  it("shows no change at the second up", async () => {
    const result = await live.project.up();
    expectSuccess(result);
    expect(Object.keys(changes(result))).to.deep.equal(["same"]);
  });

  it("changes in place what it may do", async () => {
    live.project.setConfig({ "instance-role:mayWrite": true });
    const result = await live.project.up();
    expectSuccess(result);
    expect(changes(result)).to.not.have.any.keys("create", "delete", "replace");
    expect(changes(result)["update"]).to.be.greaterThan(0);
  });

  it("loses what was added by hand at the next up", async () => {
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "by-hand", PolicyDocument }));
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "by-hand", PolicyDocument }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }));
    expect(await inline()).to.include("by-hand");
    expect(await attached()).to.include("by-hand");
    expectSuccess(await live.project.up());
    expect(await inline()).to.deep.equal(INLINE);
    expect(await attached()).to.deep.equal(["app-metrics", "guard"]);
  });

  it("tells who attaches with a resource of @pulumi/aws how to do it instead", async () => {
    live.project.setConfig({ "instance-role:raw": true });
    const result = await live.project.preview();
    live.project.setConfig({ "instance-role:raw": false });
    expect(result.exitCode).to.not.equal(0);
    expect(result.stdout + result.stderr, result.stdout).to.contain(
      "RolePolicyAttachment `raw` attaches a policy to the role of InstanceRole `app`, which is exclusive",
    );
    expect(result.stdout + result.stderr).to.contain("`attachPolicy`");
  });

  it("keeps its policies when the program fails halfway", async () => {
    live.project.setConfig({ "instance-role:fail": true });
    const result = await live.project.up();
    live.project.setConfig({ "instance-role:fail": false });
    expect(result.exitCode).to.not.equal(0);
    expect((result.stdout + result.stderr).match(/the program fails after the role was made/g)).to.have.length(1);
    expect(await inline()).to.deep.equal(INLINE);
    expect(await attached()).to.deep.equal(["app-metrics", "guard"]);
  });

  it("is gone after destroy", async () => {
    expectSuccess(await live.project.destroy());
    const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: "/apps/" }));
    expect(Roles).to.deep.equal([]);
  });
});
