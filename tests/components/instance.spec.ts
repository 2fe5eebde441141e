import { gzipSync } from "node:zlib";

import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { Instance, InstanceProfile, InstanceRole, LaunchTemplate } from "../../components";
import { ACCOUNT, refusalOf, runWithMocks, valueOf } from "../support/pulumi-mocks";

const INSTANCE = "aws:ec2/instance:Instance";
const PROFILE = "aws:iam/instanceProfile:InstanceProfile";

describe("Instance", () => {
  it("requires IMDSv2, encrypts its disks and has no public address", async () => {
    const run = await runWithMocks(
      () => new Instance("pics", { role: new InstanceRole("r"), instanceType: "t3.micro" }),
    );
    expect(run.ofType(INSTANCE)["pics"]).to.deep.equal({
      ami: "ami-0123456789abcdef0",
      instanceType: "t3.micro",
      iamInstanceProfile: "r-1234567",
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "disabled",
      },
      rootBlockDevice: { encrypted: true },
      associatePublicIpAddress: false,
    });
  });

  it("allows one hop more for containers", async () => {
    const run = await runWithMocks(
      () => new Instance("pics", { profile: "p", instanceType: "t3.micro", containers: true }),
    );
    expect(run.ofType(INSTANCE)["pics"]).to.have.nested.property("metadataOptions.httpPutResponseHopLimit", 2);
  });

  it("makes a profile for a role, and uses one that is given by component, name or ARN", async () => {
    const run = await runWithMocks(() => {
      const byRole = new Instance("role", { role: new InstanceRole("a"), instanceType: "t3.micro" });
      new Instance("component", { profile: new InstanceProfile("own", { role: "b" }), instanceType: "t3.micro" });
      new Instance("name", { profile: "c", instanceType: "t3.micro" });
      const byArn = pulumi.output(`arn:aws:iam::${ACCOUNT}:instance-profile/apps/d`);
      new Instance("arn", { profile: byArn, instanceType: "t3.micro" });
      return byRole;
    });
    expect(Object.keys(run.ofType(PROFILE))).to.have.members(["role", "own"]);
    const profiles = Object.entries(run.ofType(INSTANCE)).map(([name, inputs]) => [name, inputs["iamInstanceProfile"]]);
    expect(Object.fromEntries(profiles)).to.deep.equal({ role: "a-1234567", component: "b", name: "c", arn: "d" });
    expect(run.value.instanceRole && (await valueOf(run.value.instanceRole))).to.equal("a-1234567");
  });

  it("passes the rest through and keeps every disk encrypted", async () => {
    const run = await runWithMocks(
      () =>
        new Instance("pics", {
          profile: "p",
          instanceType: "t3.micro",
          imageId: "ami-1",
          subnetId: "subnet-1",
          securityGroupIds: ["sg-1"],
          userData: "#!/bin/sh",
          tags: { a: "b" },
          instance: {
            monitoring: true,
            rootBlockDevice: { volumeSize: 20 },
            ebsBlockDevices: [{ deviceName: "/dev/sdf", volumeSize: 5 }],
          },
        }),
    );
    expect(run.ofType(INSTANCE)["pics"]).to.deep.include({
      ami: "ami-1",
      subnetId: "subnet-1",
      vpcSecurityGroupIds: ["sg-1"],
      userData: "#!/bin/sh",
      tags: { a: "b" },
      monitoring: true,
      rootBlockDevice: { volumeSize: 20, encrypted: true },
      ebsBlockDevices: [{ deviceName: "/dev/sdf", volumeSize: 5, encrypted: true }],
    });
  });

  it("has encrypted data disks and says how it ends", async () => {
    const run = await runWithMocks(
      () =>
        new Instance("pics", {
          profile: "p",
          instanceType: "t3.micro",
          rootDisk: { sizeGiB: 30 },
          dataDisks: [{ deviceName: "/dev/sdf", sizeGiB: 100, type: "io2" }],
          termination: { protect: true, protectFromStop: true, onShutdown: "terminate" },
          instance: { ebsBlockDevices: [{ deviceName: "/dev/sdg", volumeSize: 5 }] },
        }),
    );
    expect(run.ofType(INSTANCE)["pics"]).to.deep.include({
      rootBlockDevice: { encrypted: true, volumeType: "gp3", deleteOnTermination: true, volumeSize: 30 },
      ebsBlockDevices: [
        { deviceName: "/dev/sdg", volumeSize: 5, encrypted: true },
        { deviceName: "/dev/sdf", encrypted: true, volumeType: "io2", deleteOnTermination: true, volumeSize: 100 },
      ],
      disableApiTermination: true,
      disableApiStop: true,
      instanceInitiatedShutdownBehavior: "terminate",
    });
  });

  it("leaves the public address to an interface that is given", async () => {
    const run = await runWithMocks(
      () =>
        new Instance("pics", {
          profile: "p",
          instanceType: "t3.micro",
          instance: { primaryNetworkInterface: { networkInterfaceId: "eni-1" } },
        }),
    );
    expect(run.ofType(INSTANCE)["pics"]).to.not.have.property("associatePublicIpAddress");
  });

  it("refuses a template, which may bring anything, and disks without a size", async () => {
    const message = await refusalOf(
      () =>
        new Instance("pics", {
          profile: "p",
          instanceType: "t3.micro",
          rootDisk: { sizeGiB: 0 },
          dataDisks: [{ deviceName: "the second", sizeGiB: 1, kmsKeyArn: "alias/ebs" }],
          instance: { launchTemplate: { id: "lt-1", version: "1" }, rootBlockDevice: { volumeSize: 9 } } as never,
        }),
    );
    expect(message).to.contain(
      'instance.launchTemplate: got `{"id":"lt-1","version":"1"}`, expected nothing: a template may bring disks',
    );
    expect(message).to.contain("rootDisk.sizeGiB: got `0`, expected a size in GiB");
    expect(message).to.contain("dataDisks[0].deviceName: got `the second`, expected a device name");
    expect(message).to.contain("dataDisks[0].kmsKeyArn: got `alias/ebs`, expected the ARN of a key");
    expect(message).to.contain("instance.rootBlockDevice: expected nothing");
  });

  it("refuses credentials in user data, without repeating them", async () => {
    const key = ["AKIA", "QWERTYUIOPASDFGH"].join("");
    const userData = `#!/bin/sh\nexport AWS_ACCESS_KEY_ID=${key}\n`;
    const message = await refusalOf(() => new Instance("pics", { profile: "p", instanceType: "t3.micro", userData }));
    expect(message).to.match(/userData: got the AWS access key id in line 2, expected none/);
    expect(message).to.not.contain(key);
  });

  it("refuses credentials in user data that passes through as Base64", async () => {
    const key = ["AKIA", "QWERTYUIOPASDFGH"].join("");
    const script = Buffer.from(`export AWS_ACCESS_KEY_ID=${key}\n`);
    for (const bytes of [script, gzipSync(script)]) {
      const instance = { userDataBase64: bytes.toString("base64") };
      const message = await refusalOf(() => new Instance("pics", { profile: "p", instanceType: "t3.micro", instance }));
      expect(message).to.contain("instance.userDataBase64: got the ").and.to.contain("in line 1");
    }
  });

  it("does not repeat user data that is given where it does not belong", async () => {
    const userData = "export PASSWORD=hunter2";
    const refusals = [
      () => new Instance("pics", { profile: "p", instanceType: "t3.micro", instance: { userData } as never }),
      () => new LaunchTemplate("pics", { profile: "p", template: { userData } as never }),
      () => new Instance("pics", { profile: "p", instanceType: "t3.micro", userData: { script: userData } as never }),
    ];
    for (const program of refusals) {
      const message = await refusalOf(program);
      expect(message).to.match(/userData: got (a text|no text), expected /);
      expect(message).to.not.contain("hunter2");
    }
  });

  it("has the address, subnet and security groups of an interface that is given, and no others", async () => {
    const message = await refusalOf(
      () =>
        new Instance("pics", {
          profile: "p",
          instanceType: "t3.micro",
          publicIpAddress: true,
          subnetId: "subnet-1",
          securityGroupIds: ["sg-1"],
          instance: { primaryNetworkInterface: { networkInterfaceId: "eni-1" } },
        }),
    );
    for (const property of ["publicIpAddress", "subnetId", "securityGroupIds"]) {
      expect(message).to.match(
        new RegExp(`^ {2}${property}: got .*, expected nothing beside a network interface`, "m"),
      );
    }
  });

  it("refuses what would lower a guarantee", async () => {
    const lowered = {
      metadataOptions: { httpTokens: "optional" },
      iamInstanceProfile: "other",
      rootBlockDevice: { encrypted: false },
      ebsBlockDevices: [{ deviceName: "/dev/sdf", encrypted: false }],
    };
    const message = await refusalOf(
      () => new Instance("pics", { profile: "p", instanceType: "t3.micro", instance: lowered }),
    );
    for (const property of [
      "instance.metadataOptions: ",
      "instance.iamInstanceProfile: ",
      "instance.rootBlockDevice.encrypted: ",
      "instance.ebsBlockDevices[0].encrypted: ",
    ]) {
      expect(message).to.contain(property);
    }
  });

  it("refuses a role and a profile together, neither, and a role's ARN as the profile", async () => {
    const both = await refusalOf(
      () => new Instance("pics", { role: new InstanceRole("r"), profile: "p", instanceType: "t3.micro" }),
    );
    expect(both).to.contain("expected exactly one");
    const neither = await refusalOf(() => new Instance("pics", { instanceType: "t3.micro" }));
    expect(neither).to.contain("expected exactly one");
    const roleArn = `arn:aws:iam::${ACCOUNT}:role/pics`;
    const confused = await refusalOf(() => new Instance("pics", { profile: roleArn, instanceType: "t3.micro" }));
    expect(confused).to.contain(
      `profile: got \`${roleArn}\`, which is the ARN of a role, expected an instance profile name`,
    );
  });
});
