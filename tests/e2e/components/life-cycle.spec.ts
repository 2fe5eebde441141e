import { DescribeLaunchTemplatesCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  ListInstanceProfilesCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { expect } from "chai";

import * as components from "../../../components";
import { changes, expectSuccess, operations } from "../support";
import { type LiveProject, liveProject } from "./aws-connection";
import { CHANGED, changeBehindItsBack, EVERYTHING, type Outputs } from "./behind-its-back";
import { LiveAccount } from "./live-account";

/** Inline policies of the role `app`: its own, those of its grant and of the role that it assumes in the other account. */
const INLINE = ["credential-guards", "permissions", "reader", "session"];
const REPLACED = ["create-replacement", "replace", "delete-replaced"];

describe("every component, from its first up to its end, against moto", function () {
  this.timeout(300_000);
  let live: LiveProject;
  let here: LiveAccount;
  let partner: LiveAccount;
  let theirs: string;
  let now: Outputs;

  const up = async () => {
    const result = await live.project.up();
    expectSuccess(result);
    now = (await live.project.outputs()) as Outputs;
    return result;
  };
  const trustOf = (RoleName: string) => here.trustPolicy(RoleName);

  before(async () => {
    live = await liveProject("tests/e2e/fixtures/components");
    here = new LiveAccount(live.connection);
    partner = await here.account("222222222222");
    const launch = new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: "ami-12c6146b" });
    theirs = (await here.ec2.send(launch)).Instances?.[0]?.InstanceId ?? "";
    live.project.setConfig({ "components:theirs": theirs });
    await up();
  });
  after(() => live.end());

  describe("up", () => {
    it("makes one of each component that the package has", async () => {
      const { deployment } = await live.project.stackExport();
      const made = new Set(deployment.resources?.map(({ type }) => type));
      const types = Object.values(components).flatMap((exported) => ("TYPE" in exported ? [exported.TYPE] : []));
      expect(types).to.have.length.greaterThan(10);
      expect(types.filter((type) => !made.has(type))).to.deep.equal([]);
    });

    it("gives a role its policies, and those of its guard, its grant and the role that it assumes", async () => {
      expect(await here.inlinePolicies(now.roleName)).to.deep.equal(INLINE);
      expect(await here.attachedTo({ role: now.roleName })).to.deep.equal(["app-metrics", "guard"]);
      expect(await trustOf(now.roleName)).to.contain('"Service":"ec2.amazonaws.com"');
    });

    it("gives an instance, and one that another team owns, the profile, and the first IMDSv2 alone", async () => {
      expect(await here.profileOf(now.instanceId)).to.equal(now.instanceProfileName);
      expect((await here.instance(now.instanceId))?.MetadataOptions).to.include({
        HttpTokens: "required",
        HttpPutResponseHopLimit: 1,
      });
      expect(await here.profileOf(theirs)).to.equal(now.profileName);
      expect(await here.profile(now.profileName)).to.deep.equal({ path: "/web/", roles: [now.profileName] });
    });

    it("launches a group from a pinned version that requires IMDSv2, with the profile", async () => {
      const { version, data } = await here.pinnedTemplate(now.groupName);
      expect(version).to.equal("1");
      expect(data?.MetadataOptions).to.include({ HttpTokens: "required", HttpPutResponseHopLimit: 1 });
      expect(data?.IamInstanceProfile?.Name).to.equal(now.profileName);
      expect(data?.BlockDeviceMappings?.map(({ Ebs: disk }) => disk?.Encrypted)).to.deep.equal([true]);
      expect(await here.instanceTypes(now.groupName)).to.deep.equal(["t3.micro", "t3.micro"]);
    });

    it("sets the account's defaults, gives the operator the guard, and the other account its role", async () => {
      expect(await here.metadataDefaults()).to.include({ HttpTokens: "required", HttpPutResponseHopLimit: 1 });
      expect(await here.attachedTo({ user: now.operatorName })).to.deep.equal(["launch", "launch-rights"]);
      expect(await partner.trustPolicy(now.readerName)).to.contain('"sts:ExternalId":"acme-7"');
    });
  });

  describe("a second up", () => {
    it("shows no change", async () => {
      expect(Object.keys(changes(await up()))).to.deep.equal(["same"]);
    });
  });

  describe("an update", () => {
    let former: Outputs;
    before(() => {
      former = now;
      live.project.setConfig({ "components:changed": true });
    });

    it("changes in place what can be, and replaces the profile whose role is another", async () => {
      const done = operations(await up());
      const isOfRole = (name: string) => / (web|api)(-\w+)*$/.test(name) && /^Role/.test(name);
      expect(Object.fromEntries(Object.entries(done).filter(([name]) => !isOfRole(name)))).to.deep.equal({
        "RolePolicy app-permissions": ["update"],
        "RolePolicy session": ["update"],
        "Instance app": ["update"],
        "InstanceProfile web": REPLACED,
        "LaunchTemplate web": ["update"],
        "Group web": ["update"],
        "InstanceMetadataDefaults defaults": ["update"],
        "InstanceProfileAssociation theirs": ["update"],
        "Policy launch": ["update"],
        "Policy launch-rights": ["update"],
        "Role reader": ["update"],
      });
    });

    it("reaches what runs: instances keep their ids and get what changed, the group rolls", async () => {
      expect(now).to.include({ instanceId: former.instanceId, groupName: former.groupName, templateVersion: "2" });
      expect((await here.instance(now.instanceId))?.MetadataOptions).to.include({ HttpPutResponseHopLimit: 2 });
      expect(now.profileName).to.match(/^api-/);
      expect(await here.profileOf(theirs)).to.equal(now.profileName);
      const { version, data } = await here.pinnedTemplate(now.groupName);
      expect(version).to.equal("2");
      expect(data?.IamInstanceProfile?.Name).to.equal(now.profileName);
      expect(await here.instanceTypes(now.groupName)).to.deep.equal(["t3.small", "t3.small"]);
      const { InstanceProfiles = [] } = await here.iam.send(new ListInstanceProfilesCommand({}));
      expect(InstanceProfiles.map(({ InstanceProfileName: name }) => name)).to.have.members([
        now.profileName,
        now.instanceProfileName,
      ]);
      expect(await here.metadataDefaults()).to.include({ HttpPutResponseHopLimit: 2 });
      expect(await here.inlinePolicy(now.roleName, "permissions")).to.contain("s3:PutObject");
      expect(await here.inlinePolicy(now.roleName, "session")).to.contain("ssm:GetParameters");
      expect((await here.managedPolicy(now.operatorName, "launch-rights")).text).to.contain(now.profileName);
      expect(await partner.trustPolicy(now.readerName)).to.contain('"sts:ExternalId":"acme-8"');
    });
  });

  describe("a program that fails", () => {
    it("tells who attaches with a resource of @pulumi/aws how to do it, and policies stay where the program fails", async () => {
      live.project.setConfig({ "components:raw": true });
      const result = await live.project.up();
      live.project.setConfig({ "components:raw": false });
      expect(result.exitCode).to.not.equal(0);
      const errors = result.events.flatMap(({ diagnosticEvent: event }) =>
        event?.severity === "error" ? [event.message] : [],
      );
      expect(errors, result.stdout).to.have.length(1);
      expect(errors[0]).to.match(
        /RolePolicyAttachment `raw` attaches .* to the role of InstanceRole `app`, which is exclusive: .*`attachPolicy`/,
      );
      expect(await here.inlinePolicies(now.roleName)).to.deep.equal(INLINE);
      expect(await here.attachedTo({ role: now.roleName })).to.deep.equal(["app-metrics", "guard"]);
    });
  });

  describe("an up after changes behind its back", () => {
    let launchRights: string;

    before(async () => {
      launchRights = (await here.managedPolicy(now.operatorName, "launch-rights")).text;
      await changeBehindItsBack({ here, partner, theirs }, now);
    });

    it("changes back what was changed, and nothing else", async () => {
      expect(await here.inlinePolicies(now.roleName)).to.include("by-hand");
      const changed = operations(await up());
      expect(Object.keys(changed)).to.have.members(CHANGED);
      expect(new Set(Object.values(changed).flat())).to.deep.equal(new Set(["update"]));
    });

    it("has taken from roles what was added, and made their documents what they were", async () => {
      expect(await here.inlinePolicies(now.roleName)).to.deep.equal(INLINE);
      expect(await here.attachedTo({ role: now.roleName })).to.deep.equal(["app-metrics", "guard"]);
      for (const name of INLINE) {
        expect(await here.inlinePolicy(now.roleName, name), name).to.not.contain('"Allow","Action":"*"');
      }
      expect(await trustOf(now.roleName)).to.contain('"Service":"ec2.amazonaws.com"');
      expect((await here.managedPolicy(now.operatorName, "launch-rights")).text).to.equal(launchRights);
      expect(await partner.trustPolicy(now.readerName)).to.contain('"sts:ExternalId":"acme-8"');
      expect((await here.profile(now.profileName)).roles).to.deep.equal([now.profileName]);
    });

    it("has given instances their profile and options back, and pinned a version of its own", async () => {
      expect(await here.profileOf(now.instanceId)).to.equal(now.instanceProfileName);
      expect(await here.profileOf(theirs)).to.equal(now.profileName);
      const { MetadataOptions, Tags } = (await here.instance(now.instanceId)) ?? {};
      expect(MetadataOptions).to.include({ HttpTokens: "required", HttpPutResponseHopLimit: 2 });
      expect(Tags?.find(({ Key }) => Key === "service")?.Value).to.equal("app-2");
      expect(await here.metadataDefaults()).to.include({ HttpTokens: "required" });
      const { version, data } = await here.pinnedTemplate(now.groupName);
      expect(version).to.equal("4");
      expect(data?.MetadataOptions).to.include({ HttpTokens: "required" });
      expect(await here.group(now.groupName)).to.include({ MaxSize: 4 });
      expect(await here.instanceTypes(now.groupName)).to.deep.equal(["t3.small", "t3.small"]);
    });
  });

  describe("destroy", () => {
    it("leaves nothing when destroyed, the account's defaults included, and the other team its instance", async () => {
      const byHand = { RoleName: now.roleName, PolicyName: "by-hand", PolicyDocument: EVERYTHING };
      await here.iam.send(new PutRolePolicyCommand(byHand));
      expectSuccess(await live.project.destroy());
      expect((await here.instance(now.instanceId))?.State?.Name).to.equal("terminated");
      const left = await here.instance(theirs);
      expect(left?.State?.Name).to.equal("running");
      expect(left?.IamInstanceProfile).to.equal(undefined);
      expect(await here.group(now.groupName)).to.equal(undefined);
      expect((await here.ec2.send(new DescribeLaunchTemplatesCommand({}))).LaunchTemplates).to.deep.equal([]);
      expect((await here.iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles).to.deep.equal([]);
      for (const account of [here, partner]) {
        expect((await account.iam.send(new ListRolesCommand({}))).Roles).to.deep.equal([]);
      }
      const { Policies } = await here.iam.send(new ListPoliciesCommand({ Scope: "Local" }));
      expect(Policies?.map(({ PolicyName: name }) => name)).to.deep.equal(["by-hand"]);
      expect(await here.metadataDefaults()).to.not.have.property("HttpTokens");
    });
  });
});
