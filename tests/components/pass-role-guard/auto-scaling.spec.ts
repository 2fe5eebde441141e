import { expect } from "chai";

import { type AuthorizationRequest, evaluateAll, type NamedPolicy } from "../../../iam";
import { EVERYTHING, guardPolicy } from "../../support/guards";
import { ACCOUNT } from "../../support/pulumi-mocks";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;
const PROFILE = `arn:aws:iam::${ACCOUNT}:instance-profile/web`;
const REGION = "eu-central-1";

/** The deployer of one group from one template. */
const DEPLOYER = guardPolicy({
  roles: [ROLE],
  launch: { profiles: [PROFILE], templates: ["lt-0a"], subnets: ["subnet-0a"], images: { owners: ["amazon"] } },
  groups: { names: ["web"], instanceRefresh: true },
});

/** What a version of a launch template says. */
interface Version {
  readonly template: string;
  readonly profile: string;
  readonly role: string;
  readonly tokens?: string;
  readonly subnet?: string;
  readonly owner?: string;
}

const OWN: Version = { template: "lt-0a", profile: "web", role: "web" };

/**
 * Every request of one group call: the call itself, and, where it names a template, the dry run of RunInstances with that
 * version, and of passing its role.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
function groupCall(
  action: string,
  version?: Version,
  options: { readonly group?: string; readonly pinned?: boolean } = {},
): readonly AuthorizationRequest[] {
  const { group = "web", pinned = true } = options;
  const asked = (name: string, resource: string, context: AuthorizationRequest["context"] = {}) => ({
    principal: `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/build`,
    action: name,
    resource,
    context,
  });
  const ec2 = (resource: string) => `arn:aws:ec2:${REGION}:${ACCOUNT}:${resource}`;
  const run = (resource: string, context: AuthorizationRequest["context"] = {}) =>
    asked("ec2:RunInstances", ec2(resource), context);
  const name = `arn:aws:autoscaling:${REGION}:${ACCOUNT}:autoScalingGroup:0a:autoScalingGroupName/${group}`;
  if (version === undefined) return [asked(`autoscaling:${action}`, name)];
  const { template, profile, role, tokens = "required", subnet = "subnet-0a", owner = "amazon" } = version;
  return [
    asked(`autoscaling:${action}`, name, {
      ...(action !== "StartInstanceRefresh" && { "autoscaling:LaunchTemplateVersionSpecified": String(pinned) }),
    }),
    run(`launch-template/${template}`),
    run("instance/*", {
      "ec2:LaunchTemplate": ec2(`launch-template/${template}`),
      "ec2:InstanceProfile": `arn:aws:iam::${ACCOUNT}:instance-profile/${profile}`,
      "ec2:MetadataHttpTokens": tokens,
      "ec2:MetadataHttpPutResponseHopLimit": "1",
    }),
    run("volume/*"),
    run("security-group/sg-0a"),
    run("network-interface/*", { "ec2:Subnet": ec2(`subnet/${subnet}`) }),
    run(`subnet/${subnet}`),
    asked("ec2:RunInstances", `arn:aws:ec2:${REGION}::image/ami-0a`, { "ec2:Owner": owner }),
    asked("ec2:CreateTags", ec2("instance/*"), { "ec2:CreateAction": "RunInstances" }),
    asked("iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/${role}`, {
      "iam:PassedToService": "ec2.amazonaws.com",
      "iam:AssociatedResourceArn": ec2("instance/*"),
    }),
  ];
}

function decide(requests: readonly AuthorizationRequest[], further: readonly NamedPolicy[] = []): string {
  return evaluateAll(requests, { identity: [DEPLOYER, ...further] }).decision;
}

describe("the guard of a deployer of one Auto Scaling group", () => {
  for (const action of ["CreateAutoScalingGroup", "UpdateAutoScalingGroup", "StartInstanceRefresh"]) {
    it(`is enough for ${action} with a pinned version of the template`, () => {
      expect(decide(groupCall(action, OWN))).to.equal("allowed");
    });

    it(`is not enough for ${action} with another template, or a version that says more`, () => {
      const others: readonly Partial<Version>[] = [
        { template: "lt-0b" },
        { profile: "admin", role: "admin" },
        { role: "admin" },
        { tokens: "optional" },
        { subnet: "subnet-0b" },
        { owner: "111122223333" },
      ];
      for (const other of others) {
        expect(decide(groupCall(action, { ...OWN, ...other })), JSON.stringify(other)).to.not.equal("allowed");
      }
    });

    it(`is not enough for ${action} of another group`, () => {
      expect(decide(groupCall(action, OWN, { group: "other" }))).to.not.equal("allowed");
    });
  }

  it("is enough to launch from the template directly, and not without it or from another", () => {
    const [, ...launch] = groupCall("CreateAutoScalingGroup", OWN);
    const without = launch
      .filter(({ resource }) => !resource.includes("launch-template/"))
      .map((asked) => ({
        ...asked,
        context: Object.fromEntries(Object.entries(asked.context).filter(([key]) => key !== "ec2:LaunchTemplate")),
      }));
    expect(decide(launch)).to.equal("allowed");
    expect(decide(without)).to.equal("implicitDeny");
    expect(decide(groupCall("CreateAutoScalingGroup", { ...OWN, template: "lt-0b" }).slice(1))).to.equal(
      "implicitDeny",
    );
  });

  it("is enough to change the size, and not to follow the template", () => {
    expect(decide(groupCall("UpdateAutoScalingGroup"))).to.equal("allowed");
    expect(decide(groupCall("UpdateAutoScalingGroup", OWN, { pinned: false }))).to.equal("explicitDeny");
    expect(decide(groupCall("CreateAutoScalingGroup", OWN, { pinned: false }))).to.equal("explicitDeny");
  });

  it("cannot tell a refresh to `$Latest`, and lets it come from no other template", () => {
    expect(decide(groupCall("StartInstanceRefresh", OWN, { pinned: false }))).to.equal("allowed");
    expect(decide(groupCall("StartInstanceRefresh", { ...OWN, template: "lt-0b" }, { pinned: false }))).to.equal(
      "implicitDeny",
    );
  });

  it("refuses another role and following the template whatever else the deployer has", () => {
    const call = (version: Version, pinned = true) => groupCall("UpdateAutoScalingGroup", version, { pinned });
    expect(decide(call({ ...OWN, template: "lt-0b", role: "admin", profile: "admin" }), [EVERYTHING])).to.equal(
      "explicitDeny",
    );
    expect(decide(call(OWN, false), [EVERYTHING])).to.equal("explicitDeny");
    expect(decide(call({ ...OWN, template: "lt-0b" }), [EVERYTHING])).to.equal("allowed");
  });
});
