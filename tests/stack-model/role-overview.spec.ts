import { expect } from "chai";
import { UNKNOWN, type PlainObject } from "../../ec2/plain-value";
import { bundledCatalogue } from "../../iam";
import { rolesOverview, type RoleOverview, type RolesOverview } from "../../stack-model/role-overview";
import { StackModel } from "../../stack-model/stack-model";
import type { StackResource } from "../../stack-model/stack-resource";

const urnOf = (type: string, name: string): string => `urn:pulumi:dev::test::${type}::${name}`;

function resource(
  type: string,
  name: string,
  properties: PlainObject,
  dependencies: Readonly<Record<string, readonly string[]>> = {},
): StackResource {
  return { urn: urnOf(type, name), type, name, properties, propertyDependencies: dependencies };
}

function policy(Action: string, Resource: string): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });
}

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const TYPES = {
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  user: "aws:iam/user:User",
  userPolicy: "aws:iam/userPolicy:UserPolicy",
  profile: "aws:iam/instanceProfile:InstanceProfile",
  instance: "aws:ec2/instance:Instance",
  template: "aws:ec2/launchTemplate:LaunchTemplate",
  group: "aws:autoscaling/group:Group",
};

const role = (name: string, further: PlainObject = {}): StackResource =>
  resource(TYPES.role, name, { name, path: "/", arn: UNKNOWN, assumeRolePolicy: TRUST, ...further });

/** Alice may pass the role `web`, and by an unknown policy perhaps more; `batch` is there already and runs nowhere. */
const STACK: readonly StackResource[] = [
  role("web"),
  resource(TYPES.rolePolicy, "read", { role: "web", policy: policy("s3:GetObject", "*") }),
  role("batch", { arn: "arn:aws:iam::123456789012:role/batch" }),
  resource(TYPES.rolePolicy, "hidden", { role: "batch", policy: UNKNOWN }),
  resource(TYPES.user, "alice", { name: "alice" }),
  resource(TYPES.userPolicy, "pass", {
    user: "alice",
    policy: policy("iam:Pass*", "arn:aws:iam::123456789012:role/w*"),
  }),
  resource(TYPES.userPolicy, "more", { user: "alice", policy: UNKNOWN }),
  resource(TYPES.profile, "web", { name: "web", role: UNKNOWN }, { role: [urnOf(TYPES.role, "web")] }),
  resource(TYPES.instance, "one", { iamInstanceProfile: "web" }),
  resource(TYPES.instance, "plain", { iamInstanceProfile: UNKNOWN }),
  resource(
    TYPES.instance,
    "other",
    { iamInstanceProfile: UNKNOWN },
    { iamInstanceProfile: ["urn:pulumi:dev::test::x::y"] },
  ),
  resource(
    TYPES.template,
    "fleet",
    { name: "fleet", id: UNKNOWN, iamInstanceProfile: { arn: UNKNOWN }, latestVersion: UNKNOWN },
    { iamInstanceProfile: [urnOf(TYPES.profile, "web")] },
  ),
  resource(
    TYPES.group,
    "fleet",
    { launchTemplate: { id: UNKNOWN, version: UNKNOWN } },
    { launchTemplate: [urnOf(TYPES.template, "fleet")] },
  ),
];

function overviewOf(resources: readonly StackResource[]): RolesOverview {
  return rolesOverview(new StackModel(resources), bundledCatalogue());
}

describe("rolesOverview", () => {
  const { roles, gaps } = overviewOf(STACK);
  const [web, batch] = roles as [RoleOverview, RoleOverview];

  it("tells what a role may do, who may pass it, where it runs and who may assume it", () => {
    expect(web).to.deep.equal({
      urn: urnOf(TYPES.role, "web"),
      name: "web",
      isNew: true,
      access: {
        kind: "some",
        levels: [{ level: "Read", services: [{ service: "s3", actions: ["GetObject"], isEvery: false }] }],
        unknownPatterns: [],
      },
      passers: ["aws:iam/user:User `alice`"],
      places: [
        "aws:ec2/instance:Instance `one`",
        "aws:ec2/launchTemplate:LaunchTemplate `fleet`",
        "aws:autoscaling/group:Group `fleet`",
      ],
      trusted: ["ec2.amazonaws.com"],
      gaps: [],
    });
  });

  it("names of a role what is not known", () => {
    expect(batch).to.deep.include({ isNew: false, passers: [], places: [] });
    expect(batch.gaps).to.deep.equal([
      "`policy` of aws:iam/rolePolicy:RolePolicy `hidden` is not known at preview or cannot be read",
    ]);
  });

  it("names what is not known of others that may concern each role", () => {
    expect(gaps).to.deep.equal([
      "what aws:iam/user:User `alice` may pass: `policy` of aws:iam/userPolicy:UserPolicy `more` is not known at preview or cannot be read",
      "which role aws:ec2/instance:Instance `other` runs with",
    ]);
  });

  it("leaves out passers that their boundary keeps from it, and reports one that it does not know", () => {
    const bounded = (permissionsBoundary: string) => {
      const alice = resource(TYPES.user, "alice", { name: "alice", permissionsBoundary });
      return overviewOf([role("web"), alice, STACK[5]!]);
    };
    const name = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    expect(bounded(name).roles[0]?.passers).to.deep.equal([]);
    const foreign = bounded("arn:aws:iam::123456789012:policy/elsewhere");
    expect(foreign.roles[0]?.passers).to.deep.equal(["aws:iam/user:User `alice`"]);
    expect(foreign.gaps[0]).to.contain("`permissionsBoundary` is not part of this stack");
  });

  it("does not guess who may pass a role whose name is not known, nor who may assume one without a known trust policy", () => {
    const hidden = resource(TYPES.role, "hidden", { name: UNKNOWN, arn: UNKNOWN, assumeRolePolicy: UNKNOWN });
    const [only] = overviewOf([hidden, ...STACK.slice(4, 6)]).roles;
    expect(only?.gaps).to.deep.equal([
      "its name is not known, so who may pass it is not",
      "its trust policy is not known",
    ]);
  });
});
