import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  EC2Client,
  GetInstanceMetadataDefaultsCommand,
  ModifyInstanceMetadataDefaultsCommand,
} from "@aws-sdk/client-ec2";
import {
  GetInstanceProfileCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  ListInstanceProfilesCommand,
} from "@aws-sdk/client-iam";
import { expect } from "chai";

import { changes, expectSuccess } from "../support";
import { type LiveProject, liveProject } from "./aws-connection";

interface Outputs {
  readonly groupName: string;
  readonly templateVersion: string;
  readonly profileName: string;
  readonly operatorName: string;
}

describe("LaunchTemplate, AutoScalingGroup, InstanceProfile, InstanceMetadataDefaults and PassRoleGuard against moto", function () {
  this.timeout(240_000);
  let live: LiveProject;
  let ec2: EC2Client;
  let iam: IAMClient;
  let autoScaling: AutoScalingClient;
  let outputs: Outputs;

  const up = async () => {
    const result = await live.project.up();
    expectSuccess(result);
    outputs = (await live.project.outputs()) as unknown as Outputs;
    return result;
  };
  const group = async () => {
    const AutoScalingGroupNames = [outputs.groupName];
    const { AutoScalingGroups: found } = await autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames }),
    );
    return found?.[0];
  };
  const template = async () => {
    const { LaunchTemplate: pinned } = (await group()) ?? {};
    const { LaunchTemplateVersions: found } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateId: pinned?.LaunchTemplateId ?? "",
        Versions: [pinned?.Version ?? ""],
      }),
    );
    return found?.[0]?.LaunchTemplateData;
  };
  const instanceTypes = async () => {
    const Filters = [{ Name: "instance-state-name", Values: ["running"] }];
    const { Reservations: found } = await ec2.send(new DescribeInstancesCommand({ Filters }));
    return found?.flatMap(({ Instances: all }) => all ?? []).map(({ InstanceType: type }) => type);
  };
  const metadataDefaults = async () => (await ec2.send(new GetInstanceMetadataDefaultsCommand({}))).AccountLevel ?? {};

  before(async () => {
    live = await liveProject("tests/e2e/fixtures/group");
    ec2 = new EC2Client(live.connection);
    iam = new IAMClient(live.connection);
    autoScaling = new AutoScalingClient(live.connection);
    await up();
  });

  after(() => live.end());

  it("launches from a pinned version that requires IMDSv2, with the profile of one role", async () => {
    expect((await group())?.LaunchTemplate?.Version).to.equal("1");
    const data = await template();
    expect(data?.MetadataOptions).to.include({ HttpTokens: "required", HttpPutResponseHopLimit: 1 });
    expect(data?.IamInstanceProfile?.Name).to.equal(outputs.profileName);
    expect(data?.BlockDeviceMappings?.map(({ Ebs: disk }) => disk?.Encrypted)).to.deep.equal([true]);
    expect(await instanceTypes()).to.deep.equal(["t3.micro", "t3.micro"]);
    const InstanceProfileName = outputs.profileName;
    const { InstanceProfile: profile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    expect(profile?.Roles?.map(({ RoleName: name }) => name)).to.deep.equal([outputs.profileName]);
    expect(profile?.Path).to.equal("/web/");
  });

  it("sets the account's defaults, and gives the operator the guard", async () => {
    expect(await metadataDefaults()).to.include({ HttpTokens: "required", HttpPutResponseHopLimit: 1 });
    const { AttachedPolicies: attached } = await iam.send(
      new ListAttachedUserPoliciesCommand({ UserName: outputs.operatorName }),
    );
    expect(attached?.map(({ PolicyName: name }) => name?.replace(/-[0-9a-f]{7}$/, ""))).to.have.members([
      "launch",
      "launch-rights",
    ]);
  });

  it("shows no change at the second up", async () => {
    expect(Object.keys(changes(await up()))).to.deep.equal(["same"]);
  });

  it("rolls a new version through the group, and another role as another profile", async () => {
    const former = outputs.profileName;
    live.project.setConfig({ "group:instanceType": "t3.small", "group:role": "api", "group:containers": true });
    await up();
    expect(outputs.templateVersion).to.equal("2");
    expect((await group())?.LaunchTemplate?.Version).to.equal("2");
    expect(await instanceTypes()).to.deep.equal(["t3.small", "t3.small"]);
    expect(outputs.profileName).to.match(/^api-/);
    expect((await template())?.IamInstanceProfile?.Name).to.equal(outputs.profileName);
    const { InstanceProfiles: profiles } = await iam.send(new ListInstanceProfilesCommand({}));
    expect(profiles?.map(({ InstanceProfileName: name }) => name)).to.deep.equal([outputs.profileName]);
    expect(former).to.not.equal(outputs.profileName);
    expect(await metadataDefaults()).to.include({ HttpPutResponseHopLimit: 2 });
  });

  it("takes back what was changed behind its back: the version that is followed, and IMDSv1 as default", async () => {
    const LaunchTemplate = { LaunchTemplateId: (await group())?.LaunchTemplate?.LaunchTemplateId, Version: "$Latest" };
    const AutoScalingGroupName = outputs.groupName;
    await autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, LaunchTemplate, MaxSize: 9 }));
    await ec2.send(new ModifyInstanceMetadataDefaultsCommand({ HttpTokens: "optional" }));
    await up();
    expect(await group()).to.deep.include({ MaxSize: 4 });
    expect((await group())?.LaunchTemplate?.Version).to.equal("2");
    expect(await metadataDefaults()).to.include({ HttpTokens: "required" });
  });

  it("is gone after destroy, the account's defaults included", async () => {
    expectSuccess(await live.project.destroy());
    expect(await group()).to.equal(undefined);
    const { LaunchTemplates: templates } = await ec2.send(new DescribeLaunchTemplatesCommand({}));
    expect(templates).to.deep.equal([]);
    const { InstanceProfiles: profiles } = await iam.send(new ListInstanceProfilesCommand({}));
    expect(profiles).to.deep.equal([]);
    expect(await metadataDefaults()).to.not.have.property("HttpTokens");
  });
});
