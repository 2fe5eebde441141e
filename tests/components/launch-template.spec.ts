import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { InstanceProfile, InstanceRole, LaunchTemplate } from "../../components";
import { ACCOUNT, refusalOf, runWithMocks, valueOf } from "../support/pulumi-mocks";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

describe("LaunchTemplate", () => {
  it("requires IMDSv2, encrypts its disks, has no public address and makes its newest version the default", async () => {
    const run = await runWithMocks(() => new LaunchTemplate("web", { role: new InstanceRole("r") }));
    expect(run.ofType(TEMPLATE)["web"]).to.deep.equal({
      imageId: "ami-0123456789abcdef0",
      iamInstanceProfile: { name: "r-1234567" },
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "disabled",
      },
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", ebs: { encrypted: "true", volumeType: "gp3", deleteOnTermination: "true" } },
      ],
      networkInterfaces: [{ deviceIndex: 0, deleteOnTermination: "true", associatePublicIpAddress: "false" }],
      updateDefaultVersion: true,
    });
  });

  it("takes a profile by component, by name and by ARN", async () => {
    const arn = `arn:aws:iam::${ACCOUNT}:instance-profile/apps/d`;
    const run = await runWithMocks(() => {
      new LaunchTemplate("component", { profile: new InstanceProfile("own", { role: "b" }) });
      new LaunchTemplate("name", { profile: "c" });
      new LaunchTemplate("arn", { profile: pulumi.output(arn) });
    });
    const profiles = Object.entries(run.ofType(TEMPLATE)).map(([name, inputs]) => [name, inputs["iamInstanceProfile"]]);
    expect(Object.fromEntries(profiles)).to.deep.equal({ component: { name: "b" }, name: { name: "c" }, arn: { arn } });
  });

  it("encodes user data, tags what is launched, and passes the rest through", async () => {
    const run = await runWithMocks(
      () =>
        new LaunchTemplate("web", {
          profile: "p",
          imageId: "ami-1",
          instanceType: "t3.micro",
          securityGroupIds: ["sg-1"],
          containers: true,
          userData: "#!/bin/sh",
          rootDeviceName: "/dev/sda1",
          rootDisk: { sizeGiB: 20 },
          dataDisks: [{ deviceName: "/dev/sdf", sizeGiB: 5, deleteOnTermination: false }],
          tags: { team: "web" },
          template: { description: "web servers", ebsOptimized: "true" },
        }),
    );
    const inputs = run.ofType(TEMPLATE)["web"];
    expect(inputs).to.deep.include({ imageId: "ami-1", instanceType: "t3.micro", description: "web servers" });
    expect(inputs?.["userData"]).to.equal(Buffer.from("#!/bin/sh").toString("base64"));
    expect(inputs).to.have.nested.property("metadataOptions.httpPutResponseHopLimit", 2);
    expect(inputs?.["blockDeviceMappings"]).to.deep.equal([
      {
        deviceName: "/dev/sda1",
        ebs: { encrypted: "true", volumeType: "gp3", deleteOnTermination: "true", volumeSize: 20 },
      },
      {
        deviceName: "/dev/sdf",
        ebs: { encrypted: "true", volumeType: "gp3", deleteOnTermination: "false", volumeSize: 5 },
      },
    ]);
    expect(inputs).to.have.nested.property("networkInterfaces[0].securityGroups").that.deep.equals(["sg-1"]);
    const specifications = inputs?.["tagSpecifications"] as { resourceType: string; tags: object }[];
    expect(specifications.map(({ resourceType }) => resourceType)).to.deep.equal([
      "instance",
      "volume",
      "network-interface",
    ]);
  });

  it("gives the number of its newest version as text", async () => {
    const run = await runWithMocks(() => new LaunchTemplate("web", { profile: "p" }));
    expect(await valueOf(run.value.version)).to.equal("1");
  });

  it("refuses credentials in user data, without repeating them", async () => {
    const key = ["AKIA", "QWERTYUIOPASDFGH"].join("");
    const userData = `#!/bin/sh\nexport AWS_ACCESS_KEY_ID=${key}\n`;
    const message = await refusalOf(() => new LaunchTemplate("web", { profile: "p", userData }));
    expect(message).to.match(/userData: got the AWS access key id in line 2, expected none/);
    expect(message).to.not.contain(key);
  });

  it("refuses what would lower a guarantee, and two identities", async () => {
    const template = { metadataOptions: { httpTokens: "optional" }, networkInterfaces: [], defaultVersion: 1 };
    const message = await refusalOf(() => new LaunchTemplate("web", { profile: "p", template: template as object }));
    for (const key of Object.keys(template)) {
      expect(message).to.contain(`template.${key}: got `);
    }
    expect(await refusalOf(() => new LaunchTemplate("web", {}))).to.contain(
      "got neither `role` nor `profile`, expected exactly one",
    );
    const roleArn = `arn:aws:iam::${ACCOUNT}:role/pics`;
    expect(await refusalOf(() => new LaunchTemplate("web", { profile: roleArn }))).to.contain(
      `profile: got \`${roleArn}\`, which is the ARN of a role, expected an instance profile name`,
    );
  });
});
