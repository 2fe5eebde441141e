import { AutoScalingClient, CreateAutoScalingGroupCommand } from "@aws-sdk/client-auto-scaling";
import {
  AssociateIamInstanceProfileCommand,
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  ModifyInstanceMetadataOptionsCommand,
} from "@aws-sdk/client-ec2";
import { expect } from "chai";

import type { TemplateExpectation } from "../../../cli/verify/expectation";
import { unknownIdentity } from "../../../cli/verify/declared-identity";
import { verifyGroup, verifyTemplate } from "../../../cli/verify/verify-instance";
import { failed, verifiedInstance } from "../../support/verified-instance";

const OPTIONS = { HttpTokens: "required", HttpEndpoint: "enabled", HttpPutResponseHopLimit: 1 } as const;

describe("ec2-identity verify: each thing of a group and its launch template broken in turn", function () {
  this.timeout(120_000);
  const given = verifiedInstance();
  let template: TemplateExpectation;

  beforeEach(async () => {
    const { LaunchTemplate } = await given.ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: "web",
        LaunchTemplateData: {
          ImageId: "ami-12345678",
          IamInstanceProfile: { Name: "pics" },
          MetadataOptions: OPTIONS,
        },
      }),
    );
    const templateId = LaunchTemplate?.LaunchTemplateId ?? "";
    template = { templateId, version: "1", profile: "pics", httpPutResponseHopLimit: 1 };
  });

  describe("a group", () => {
    const group = () => ({ ...given.expected, groupName: "web" });

    beforeEach(async () => {
      await new AutoScalingClient(given.standIn.aws.clientSettings()).send(
        new CreateAutoScalingGroupCommand({
          AutoScalingGroupName: "web",
          MinSize: 2,
          MaxSize: 2,
          AvailabilityZones: ["eu-central-1a"],
          LaunchTemplate: { LaunchTemplateId: template.templateId, Version: "1" },
        }),
      );
      // moto starts the instances of a group without what the template says of their identity.
      for (const InstanceId of await given.reader.groupInstances("web")) {
        const IamInstanceProfile = { Name: "pics" };
        await given.ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile }));
        await given.ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId, ...OPTIONS }));
      }
    });

    it("has each of its instances verified", async () => {
      const checks = await verifyGroup(group(), given.reader);
      expect(failed(checks)).to.deep.equal([0, {}]);
      expect(new Set(checks.map(({ subject }) => subject)).size).to.equal(3);
      const instances = checks.filter(({ id }) => id === "instance-shows-profile");
      await given.ec2.send(
        new ModifyInstanceMetadataOptionsCommand({ InstanceId: instances[1]?.subject, HttpTokens: "optional" }),
      );
      const broken = await verifyGroup(group(), given.reader);
      expect(broken.filter(({ status }) => status === "differs")).to.deep.equal([
        {
          subject: instances[1]?.subject,
          id: "metadata-requires-tokens",
          status: "differs",
          message: "HttpTokens is `optional`, expected required",
        },
      ]);
    });

    it("has no instances where there is no such group, and says so", async () => {
      const checks = await verifyGroup({ ...group(), groupName: "none" }, given.reader);
      expect(checks.map(({ message }) => message)).to.deep.equal(["it has 0 instances"]);
    });

    it("is not read where its instances are not, or its template is not the stack's", async () => {
      const other = { groupName: "web", ...unknownIdentity("it is another's") };
      const [code, found] = failed(await verifyGroup(other, given.reader));
      expect([code, found["instance-shows-profile"]]).to.deep.equal([3, "not compared: it is another's"]);
      given.standIn.proxy.refuses = (call) => call.get("Action") === "DescribeInstances";
      const [denied, unread] = failed(await verifyGroup(group(), given.reader));
      expect(denied).to.equal(3);
      expect(unread["group-instances-listed"]).to.contain("missing the permission `ec2:DescribeInstances`");
    });
  });

  describe("a launch template", () => {
    const failures = async (changed: Partial<TemplateExpectation> = {}) =>
      failed(await verifyTemplate({ ...template, ...changed }, given.reader));

    it("passes where nothing is broken, its latest and default versions too", async () => {
      for (const version of ["1", "$Latest", "$Default"]) {
        expect(await failures({ version })).to.deep.equal([0, {}]);
      }
    });

    it("is named where it is not there, or not in that version", async () => {
      const missing = "there is no such launch template, or no such version, in this account and region";
      expect(await failures({ version: "7" })).to.deep.equal([1, { "template-exists": missing }]);
      expect(await failures({ templateId: "lt-0123456789abcdef0" })).to.deep.equal([1, { "template-exists": missing }]);
    });

    it("is named for another profile, and for each of its metadata options", async () => {
      expect((await failures({ profile: "other" }))[1]).to.deep.equal({
        "template-names-profile": "it names `pics`, expected `other`",
      });
      await given.ec2.send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateId: template.templateId,
          LaunchTemplateData: {
            ImageId: "ami-12345678",
            MetadataOptions: { HttpTokens: "optional", HttpEndpoint: "disabled", HttpPutResponseHopLimit: 3 },
          },
        }),
      );
      expect(await failures({ version: "$Latest" })).to.deep.equal([
        1,
        {
          "template-names-profile": "it names no instance profile, expected `pics`",
          "metadata-requires-tokens": "HttpTokens is `optional`, expected required",
          "metadata-endpoint-enabled": "HttpEndpoint is `disabled`, expected enabled",
          "metadata-hop-limit": "HttpPutResponseHopLimit is `3`, expected 1",
        },
      ]);
      expect(await failures()).to.deep.equal([0, {}]);
    });

    it("is not read where the caller may not", async () => {
      given.standIn.proxy.refuses = (call) => call.get("Action") === "DescribeLaunchTemplateVersions";
      const [code, found] = await failures();
      expect(code).to.equal(3);
      expect(found["template-exists"]).to.contain("missing the permission `ec2:DescribeLaunchTemplateVersions`");
    });
  });
});
