import { expect } from "chai";

import type { StateResource } from "../../../cli/stack-state";
import { stackExpectations } from "../../../cli/verify/stack-expectations";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x:y" };

describe("what a stack declares of the instances that groups and launch templates start", () => {
  const template = (id: string, changed: Record<string, unknown> = {}): StateResource => ({
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    urn: `urn::${id}`,
    inputs: { metadataOptions: { httpTokens: "required", httpEndpoint: "enabled", httpPutResponseHopLimit: 2 } },
    outputs: {
      id,
      name: `${id}-name`,
      region: "eu-west-1",
      latestVersion: 3,
      defaultVersion: 1,
      iamInstanceProfile: { name: "pics" },
      ...changed,
    },
  });
  const group = (outputs: Record<string, unknown>): StateResource => ({
    type: "aws:autoscaling/group:Group",
    urn: "urn::group",
    outputs: { name: "web", region: "eu-west-1", ...outputs },
  });
  const profile: StateResource = {
    type: "aws:iam/instanceProfile:InstanceProfile",
    urn: "urn::profile",
    outputs: { name: "pics", role: "pics-role" },
  };

  it("is what the template says, in the version that the group uses", () => {
    const found = stackExpectations([
      template("lt-1"),
      group({ launchTemplate: { id: "lt-1", name: "lt-1-name", version: "3" } }),
      profile,
    ]);
    const declared = { profile: "pics", httpPutResponseHopLimit: 2, region: "eu-west-1" };
    expect(found).to.deep.equal({
      instances: [],
      groups: [{ groupName: "web", role: "pics-role", ...declared }],
      templates: [{ templateId: "lt-1", version: "3", ...declared }],
      notFound: [],
    });
  });

  it("is read from the version that is used, and from the default one where none is", () => {
    const policy = { launchTemplateSpecification: { launchTemplateId: "lt-1", version: "$Latest" } };
    const found = stackExpectations([
      template("lt-1"),
      template("lt-2"),
      group({ mixedInstancesPolicy: { launchTemplate: policy } }),
    ]);
    expect(found.templates.map(({ templateId, version }) => [templateId, version])).to.deep.equal([
      ["lt-1", "$Latest"],
      ["lt-2", "$Default"],
    ]);
    expect(found.groups[0]).to.include({ profile: "pics" });
  });

  for (const [what, resources, reason] of [
    [
      "another version",
      [template("lt-1"), group({ launchTemplate: { id: "lt-1", version: "2" } })],
      "it uses version `2`",
    ],
    [
      "a template of another stack",
      [group({ launchTemplate: { id: "lt-9", version: "1" } })],
      "the launch template `lt-9` is not part of this stack",
    ],
    ["no template", [group({ launchConfiguration: "old" })], "the group names no launch template"],
    [
      "several templates",
      [
        template("lt-1"),
        template("lt-2"),
        group({
          mixedInstancesPolicy: {
            launchTemplate: {
              launchTemplateSpecification: { launchTemplateId: "lt-1", version: "3" },
              overrides: [{ launchTemplateSpecification: { launchTemplateId: "lt-2", version: "3" } }],
            },
          },
        }),
      ],
      "it has several launch templates",
    ],
  ] as const) {
    it(`is not compared for a group with ${what}`, () => {
      const [found] = stackExpectations(resources).groups;
      expect(found?.notRead?.map(({ check }) => check)).to.include.members([
        "instance-shows-profile",
        "profile-holds-role",
      ]);
      expect(found?.notRead?.[0]?.reason).to.contain(reason);
    });
  }

  it("is no profile where the template names none, and not compared where it is secret", () => {
    const [none] = stackExpectations([template("lt-1", { iamInstanceProfile: {} })]).templates;
    expect(none?.profile).to.equal(null);
    const [secret] = stackExpectations([template("lt-1", { iamInstanceProfile: SECRET })]).templates;
    expect(secret?.notRead?.map(({ check }) => check)).to.deep.equal(["template-names-profile"]);
  });

  it("names a group and a template that cannot be found", () => {
    const nameless = [group({ name: SECRET }), template("lt-1", { id: SECRET })];
    expect(stackExpectations(nameless)).to.deep.equal({
      instances: [],
      groups: [],
      templates: [],
      notFound: ["urn::group", "urn::lt-1"],
    });
  });

  it("names each other resource that starts instances", () => {
    const types = [
      "aws:ec2/spotFleetRequest:SpotFleetRequest",
      "aws:ec2/fleet:Fleet",
      "aws:eks/nodeGroup:NodeGroup",
      "aws:batch/computeEnvironment:ComputeEnvironment",
      "aws:emr/cluster:Cluster",
      "aws:ec2/launchConfiguration:LaunchConfiguration",
    ];
    const { notFound } = stackExpectations(types.map((type) => ({ type, urn: type, outputs: { id: "x" } })));
    expect(notFound).to.deep.equal(types);
  });
});
