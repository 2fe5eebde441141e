import { expect } from "chai";
import { ec2InstanceLimitMetadataHopLimit } from "../../../policies/ec2/ec2-instance-limit-metadata-hop-limit";
import type { StackResource } from "../../../stack-model/stack-resource";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2InstanceLimitMetadataHopLimit);

describe("ec2-instance-limit-metadata-hop-limit", () => {
  it("does not take options that the outputs of an unseen launch template lack for not set", () => {
    const template: StackResource = {
      urn: "urn:template",
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      name: "template",
      properties: { id: "lt-0123456789abcdef0", name: "template" },
      propertyDependencies: {},
    };
    const launchTemplate = { id: "lt-0123456789abcdef0", version: "$Latest" };
    const instance: StackResource = {
      urn: "urn:one",
      type: "aws:ec2/instance:Instance",
      name: "one",
      properties: { launchTemplate },
      propertyDependencies: {},
      inputs: { launchTemplate },
    };
    const findings = ec2InstanceLimitMetadataHopLimit.judgeStack?.judge([template, instance], { maximum: 1 }) ?? [];
    expect(findings.map(({ kind, problem }) => ({ kind, problem }))).to.deep.equal([
      {
        kind: "notVerified",
        problem:
          "`launchTemplate`: the `metadataOptions` of aws:ec2/launchTemplate:LaunchTemplate `template` are not known at preview or not set, so its hop limit is not known",
      },
    ]);
  });
});
