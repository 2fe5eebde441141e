import * as aws from "@pulumi/aws";
import { expect } from "chai";

import {
  AutoScalingGroup,
  Instance,
  InstanceMetadataDefaults,
  InstanceProfile,
  InstanceRole,
  InstanceRoleGrant,
  LaunchTemplate,
} from "../../components";
import { planInstanceMetadataDefaults } from "../../components/instance-metadata-defaults-plan";
import { planInstanceProfile } from "../../components/instance-profile-plan";
import { refusalOf } from "../support/pulumi-mocks";

const LAUNCH = { profile: "app", instanceType: "t3.micro" };
const GROUP = { launchTemplate: { id: "lt-0", version: "1" }, minSize: 1, maxSize: 2, subnetIds: ["subnet-1"] };
const bucket = () => new aws.s3.Bucket("photos") as never;

/** Arguments as a program without types may give them, and what the refusal says. */
const CASES: readonly (readonly [string, () => unknown, string])[] = [
  ["Instance() without arguments", () => new Instance("i", undefined as never), "got nothing, expected an object"],
  ["InstanceProfile(null)", () => new InstanceProfile("p", null as never), "got `null`, expected an object"],
  [
    "InstanceProfile without a role",
    () => new InstanceProfile("p", {} as never),
    "role: got nothing, expected the one role of the profile",
  ],
  [
    "Instance without a type",
    () => new Instance("i", { profile: "p" } as never),
    "instanceType: got nothing, expected",
  ],
  [
    "a text that looks like a boolean",
    () => new InstanceRole("r", { exclusive: "false" as never }),
    'exclusive: got `"false"`, expected `true` or `false`',
  ],
  [
    "a public address asked for in words",
    () => new Instance("i", { ...LAUNCH, publicIpAddress: "true" as never }),
    'publicIpAddress: got `"true"`, expected `true` or `false`',
  ],
  ["a type that is none", () => new Instance("i", { ...LAUNCH, instanceType: "t3" }), "instanceType: got `t3`"],
  ["an image that is none", () => new Instance("i", { ...LAUNCH, imageId: "al2023" }), "imageId: got `al2023`"],
  [
    "the default image for another processor",
    () => new LaunchTemplate("t", { profile: "p", instanceType: "t4g.micro" }),
    'architecture: got nothing, expected "arm64", the processor of `t4g.micro`',
  ],
  [
    "the role of another component",
    () => new Instance("i", { ...LAUNCH, profile: undefined, role: new InstanceProfile("p", { role: "r" }) } as never),
    "role: got a resource of type `ec2-identity:index:InstanceProfile`, expected an InstanceRole",
  ],
  [
    "a raw profile",
    () => new Instance("i", { ...LAUNCH, profile: new aws.iam.InstanceProfile("p") } as never),
    "profile: got a resource of type `aws:iam/instanceProfile:InstanceProfile`, expected an InstanceProfile, or of",
  ],
  [
    "a disk that would not be encrypted",
    () => new Instance("i", { ...LAUNCH, rootDisk: { encrypted: false } as never }),
    "rootDisk: unknown key `encrypted`, expected `sizeGiB`",
  ],
  [
    "metadata options, which are the component's",
    () => new Instance("i", { ...LAUNCH, metadataOptions: { httpTokens: "required" } } as never),
    "metadataOptions: unknown argument: IMDSv2 is required on every Instance; `containers: true` gives a hop limit of 2",
  ],
  [
    "an argument of the raw instance",
    () => new Instance("i", { ...LAUNCH, monitoring: true } as never),
    "; what aws.ec2.Instance takes besides stands in `instance`: `instance: { monitoring: … }`",
  ],
  [
    "an argument of the raw template",
    () => new LaunchTemplate("t", { ...LAUNCH, ebsOptimized: "true" } as never),
    "; what aws.ec2.LaunchTemplate takes besides stands in `template`: `template: { ebsOptimized: … }`",
  ],
  [
    "an argument of the raw group",
    () => new AutoScalingGroup("g", { ...GROUP, vpcZoneIdentifiers: ["subnet-1"] } as never),
    "vpcZoneIdentifiers: unknown argument: use `subnetIds`",
  ],
  [
    "a mistyped argument",
    () => new Instance("i", { ...LAUNCH, subnetID: "subnet-1" } as never),
    "; did you mean `subnetId`?",
  ],
  [
    "tags of AWS's",
    () => new Instance("i", { ...LAUNCH, tags: { "aws:x": "y" } }),
    "expected a tag key that does not begin with `aws:`",
  ],
  ["a group without subnets", () => new AutoScalingGroup("g", { ...GROUP, subnetIds: [] }), "subnetIds: got `[]`"],
  [
    "another template behind the mixed instances",
    () =>
      new AutoScalingGroup("g", { ...GROUP, mixedInstances: { instanceTypes: ["t3.micro"], overrides: [] } as never }),
    "mixedInstances: unknown key `overrides`",
  ],
  [
    "a raw template",
    () => new AutoScalingGroup("g", { ...GROUP, launchTemplate: new aws.ec2.LaunchTemplate("t") as never }),
    "launchTemplate: got a resource of type `aws:ec2/launchTemplate:LaunchTemplate`, expected a LaunchTemplate of",
  ],
  [
    "a region that is none",
    () => new InstanceMetadataDefaults("d", { region: "nowhere" }),
    "region: got `nowhere`, expected the name of a Region such as `eu-central-1`",
  ],
  [
    "AWS's JSON as a statement",
    () => new InstanceRole("r", { statements: [{ Effect: "Allow", Action: "s3:*", Resource: "*" } as never] }),
    "statements[0]: unknown key `Effect`, `Action`, `Resource`, expected `sid`, `effect`, `actions`, `resources`, `conditions`: " +
      "`Effect` is `effect`, `Action` is `actions`, `Resource` is `resources` here; documents in AWS's shape stand in `inlinePolicies`",
  ],
  [
    "AWS's document as a statement",
    () => new InstanceRole("r", { statements: [{ Version: "2012-10-17", Statement: [] } as never] }),
    "`conditions`: documents in AWS's shape stand in `inlinePolicies` and `customerManagedPolicies` of an InstanceRole",
  ],
  [
    "a resource for its ARN",
    () => new InstanceRole("r", { statements: [{ actions: ["s3:ListBucket"], resources: [bucket()] }] }),
    "statements[0].resources[0]: got a resource of type `aws:s3/bucket:Bucket`, expected an ARN, `*` or a pattern",
  ],
  [
    "managed policies that are no list",
    () => new InstanceRole("r", { managedPolicies: "ReadOnlyAccess" as never }),
    "managedPolicies: got `ReadOnlyAccess`, expected a list of names and ARNs",
  ],
  [
    "a grant to a raw role",
    () => new InstanceRoleGrant("g", { role: "r", statements: [] } as never),
    "role: got `r`, expected an InstanceRole; for any other role: aws.iam.RolePolicy",
  ],
];

describe("arguments of the wrong kind", () => {
  for (const [name, program, message] of CASES) {
    it(`are refused by name and mend: ${name}`, async () => {
      expect(await refusalOf(program)).to.contain(message);
    });
  }

  it("draw a warning for a region that AWS did not list, with the nearest that it lists", () => {
    const plan = planInstanceMetadataDefaults({ region: "eu-centrl-1" });
    expect(plan.kind === "planned" && plan.warnings?.[0]?.message).to.match(
      /^got `eu-centrl-1`, which AWS did not list on \d{4}-\d{2}-\d{2}, expected `eu-central-1` if that was meant$/,
    );
    const listed = planInstanceMetadataDefaults({ region: "cn-north-1" });
    expect(listed.kind === "planned" && listed.warnings).to.deep.equal([]);
  });
});

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html */
describe("the role of an instance profile", () => {
  const problems = (...principals: readonly object[]) => {
    const Statement = principals.map((Principal) => ({ Effect: "Allow", Principal, Action: "sts:AssumeRole" }));
    const trustPolicy = JSON.stringify({ Version: "2012-10-17", Statement });
    const plan = planInstanceProfile({ role: "r", trustPolicy });
    return plan.kind === "refused" ? plan.problems.map(({ message }) => message) : [];
  };

  it("is refused where EC2 may not assume it, with whom it trusts", () => {
    expect(problems({ Service: "lambda.amazonaws.com" })[0]).to.contain(
      "got a role that EC2 may not assume (its trust policy names `lambda.amazonaws.com`), expected one that trusts",
    );
    expect(problems({ AWS: "arn:aws:iam::123456789012:root" })).to.have.length(1);
  });

  it("may be trusted by others too, in the words of every partition, and is not judged where it is unknown", () => {
    expect(problems({ Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] })).to.deep.equal([]);
    expect(problems({ Service: "ec2.amazonaws.com.cn" })).to.deep.equal([]);
    expect(planInstanceProfile({ role: "r", trustPolicy: "${ec2-identity:symbol:0}" }).kind).to.equal("planned");
  });
});
