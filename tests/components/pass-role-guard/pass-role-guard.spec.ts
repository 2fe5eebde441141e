import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { InstanceProfile, InstanceRole, PassRoleGuard, type PassRoleGuardArgs } from "../../../components";
import { ec2ServicePrincipal } from "../../../ec2/service-principal";
import { ACCOUNT, runWithMocks, valueOf } from "../../support/pulumi-mocks";

const POLICY = "aws:iam/policy:Policy";
const INSTANCES = `arn:aws:ec2:*:${ACCOUNT}:instance/*`;

function statements(text: unknown): Record<string, unknown>[] {
  return (JSON.parse(text as string) as { Statement: Record<string, unknown>[] }).Statement;
}

describe("PassRoleGuard", () => {
  it("lets a user pass exactly one role to EC2, known at first preview", async () => {
    const run = await runWithMocks(
      () => new PassRoleGuard("guard", { roles: [new InstanceRole("Get-pics")], user: new aws.iam.User("developer") }),
      { preview: true },
    );
    const [allow, ...denies] = statements(run.ofType(POLICY)["guard"]?.["policy"]);
    expect(allow).to.deep.equal({
      Sid: "PassRolesToEc2",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: `arn:aws:iam::${ACCOUNT}:role/Get-pics-1234567`,
      Condition: {
        StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" },
        ArnLike: { "iam:AssociatedResourceArn": INSTANCES },
      },
    });
    expect(denies.every(({ Effect }) => Effect === "Deny")).to.equal(true);
    expect(denies.map(({ Sid }) => Sid)).to.deep.equal([
      "DenyOtherRoles",
      "DenyOtherServices",
      "DenyPermissionChanges",
      "DenyCredentialsOfOthers",
      "DenyTemplateVersions",
      "DenyUnpinnedGroups",
      "DenyUnpinnedUpdates",
      "DenyLaunchConfigurations",
      "DenyRefreshes",
      "DenyUnlimitedCalls",
      "DenyOptionalTokensLater",
      "DenyMoreHopsLater",
    ]);
    expect(run.ofType("aws:iam/userPolicyAttachment:UserPolicyAttachment")["guard"]).to.deep.equal({
      user: "developer-1234567",
      policyArn: `arn:aws:iam::${ACCOUNT}:policy/guard-1234567`,
    });
    const [published] = (await valueOf(run.value.documents)) ?? [];
    expect(published?.subject.urn).to.contain("PassRoleGuard$aws:iam/policy:Policy::guard");
  });

  it("lets roles be passed by name prefix to both principals of EC2", async () => {
    const run = await runWithMocks(
      () =>
        new PassRoleGuard("guard", {
          rolePrefix: { prefix: "qateam-" },
          services: ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"],
        }),
    );
    expect(run.ofType(POLICY)).to.deep.equal({});
    const [pass] = statements(await valueOf(run.value.document));
    expect(pass).to.have.property("Resource", `arn:aws:iam::${ACCOUNT}:role/qateam-*`);
    expect(pass)
      .to.have.nested.property("Condition.StringEquals")
      .that.deep.equals({
        "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"],
      });
  });

  for (const partition of ["aws-cn", "aws-us-gov"]) {
    it(`names the partition ${partition}, and its service principal of EC2, in all that it writes`, async () => {
      const run = await runWithMocks(
        () => {
          const role = new InstanceRole("web");
          const profiles = [new InstanceProfile("web", { role })];
          return new PassRoleGuard("guard", {
            roles: [role],
            launch: { profiles, templates: ["lt-0a"] },
            association: { profiles },
            groups: { names: ["web"], instanceRefresh: true },
          });
        },
        { partition },
      );
      const text = (await valueOf(run.value.document)) ?? "";
      const arns = [...text.matchAll(/arn:([^:]*):/g)].map(([, named]) => named);
      expect(new Set(arns.filter((named) => named !== "*"))).to.deep.equal(new Set([partition]));
      expect(statements(text)[0])
        .to.have.nested.property("Condition.StringEquals")
        .that.deep.equals({ "iam:PassedToService": ec2ServicePrincipal(partition) });
    });
  }

  it("adds the right to launch with the profile and required tokens only where asked", async () => {
    const run = await runWithMocks(() => {
      const role = new InstanceRole("Get-pics");
      const profiles = [new InstanceProfile("pics", { role })];
      return new PassRoleGuard("guard", { roles: [role], launch: { profiles }, group: "developers" });
    });
    const launch = statements(run.ofType(POLICY)["guard-rights"]?.["policy"]).filter(
      ({ Action }) => Action === "ec2:RunInstances",
    );
    expect(launch[0]).to.deep.include({
      Resource: INSTANCES,
      Condition: {
        ArnEquals: { "ec2:InstanceProfile": `arn:aws:iam::${ACCOUNT}:instance-profile/Get-pics-1234567` },
        StringEquals: { "ec2:MetadataHttpTokens": "required" },
        NumericLessThanEqualsIfExists: { "ec2:MetadataHttpPutResponseHopLimit": "1" },
      },
    });
    expect(launch[1]).to.have.property("Resource").that.does.not.include(INSTANCES);
    expect(Object.keys(run.ofType("aws:iam/groupPolicyAttachment:GroupPolicyAttachment"))).to.deep.equal([
      "guard",
      "guard-rights",
    ]);
  });

  it("publishes who may pass what to whom, for the policy pack", async () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/web`;
    const published = async (args: () => PassRoleGuardArgs, preview = false) => {
      const run = await runWithMocks(() => new PassRoleGuard("guard", args()), { preview });
      return valueOf(run.value.passRole);
    };
    const ec2 = ["ec2.amazonaws.com"];
    expect(await published(() => ({ roles: [role] }))).to.deep.equal({
      formatVersion: 1,
      roles: [role],
      services: ec2,
      exclusive: true,
      allowGain: [],
      decided: [],
      symbols: [],
    });
    const both = { services: ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"], exclusive: false } as const;
    expect(
      await published(() => ({ rolePrefix: { path: "/qa/", prefix: "web-" }, user: "alice", ...both })),
    ).to.deep.include({
      passer: { kind: "user", name: "alice" },
      roles: [`arn:aws:iam::${ACCOUNT}:role/qa/web-*`],
      services: both.services,
      exclusive: false,
    });
    const holders: readonly (readonly [() => Partial<PassRoleGuardArgs>, object])[] = [
      [() => ({ group: new aws.iam.Group("developers") }), { kind: "group", name: "developers-1234567" }],
      [() => ({ role: new InstanceRole("deployer") }), { kind: "role", name: "deployer-1234567" }],
      [() => ({ role: "ci" }), { kind: "role", name: "ci" }],
    ];
    for (const [holder, passer] of holders) {
      expect(await published(() => ({ roles: [role], ...holder() }), true)).to.deep.include({ passer, services: ec2 });
    }
    const unknown = await published(() => ({ roles: [role], user: new aws.sqs.Queue("name").id }), true);
    expect(unknown?.passer).to.deep.equal({ kind: "user", name: "${ec2-identity:symbol:0}" });
    expect(unknown?.symbols.map(({ label }) => label)).to.deep.equal(["id of aws:sqs/queue:Queue `name`"]);
  });

  it("publishes an unknown role as a symbol with its pattern", async () => {
    const run = await runWithMocks(
      () => {
        const role = new aws.iam.Role("raw", { assumeRolePolicy: "{}" });
        return new PassRoleGuard("guard", {
          roles: [role.arn],
          role: new aws.iam.Role("holder", { assumeRolePolicy: "{}" }),
        });
      },
      { preview: true },
    );
    expect(pulumi.isUnknown(run.ofType(POLICY)["guard"]?.["policy"])).to.equal(true);
    const [published] = (await valueOf(run.value.documents)) ?? [];
    expect(published?.symbols.map(({ pattern }) => pattern)).to.deep.equal(["arn:aws*:iam::*:role/?*"]);
  });
});
