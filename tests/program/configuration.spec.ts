import { readFileSync } from "node:fs";

import { expect } from "chai";
import { parse } from "yaml";

import { bucketOf, readConfiguration } from "../../program/configuration";

const NAMESPACE = "ec2-identity";

/** The entries of a stack file as the engine hands them to the program. */
function entriesOf(file: string): Record<string, string> {
  const { config } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith(`${NAMESPACE}:`))
      .map(([key, value]) => [
        key.slice(NAMESPACE.length + 1),
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
  );
}

function problemsOf(entries: Record<string, unknown>): readonly string[] {
  const texts = Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, JSON.stringify(value)]));
  const result = readConfiguration(NAMESPACE, texts);
  return result.kind === "wrong" ? result.problems : [];
}

describe("stack configuration", () => {
  for (const stack of ["dev", "prod"]) {
    it(`reads Pulumi.${stack}.yaml`, () => {
      expect(readConfiguration(NAMESPACE, entriesOf(`Pulumi.${stack}.yaml`)).kind).to.equal("read");
    });
  }

  it("is empty without entries", () => {
    expect(readConfiguration(NAMESPACE, {})).to.deep.equal({
      kind: "read",
      configuration: {
        buckets: [],
        boundaries: {},
        roles: {},
        instances: {},
        groups: {},
        metadataDefaults: {},
        guards: {},
      },
    });
  });

  it("names a wrong key, at every depth, and the keys it expects", () => {
    expect(problemsOf({ role: {}, roles: { web: { statments: [] } } })).to.deep.equal([
      "ec2-identity:roles.web: unknown key `statments`, expected `name`, `description`, `path`, `maxSessionDuration`, " +
        "`permissionsBoundary`, `tags`, `statements`, `inlinePolicies`, `managedPolicies`, `customerManagedPolicies`, " +
        "`trustConditions`, `exclusive`, `credentialDelivery`, `networkBinding`, `allowBroadAccess`",
      "ec2-identity: unknown key `role`, expected `buckets`, `boundaries`, `roles`, `instances`, `groups`, " +
        "`metadataDefaults`, `guards`",
    ]);
  });

  it("says what it got and what it expects", () => {
    const [type, duration] = problemsOf({
      instances: { web: { role: "web", instanceType: "big" } },
      roles: { web: { maxSessionDuration: 60 } },
    }).toSorted();
    expect(type).to.equal(
      "ec2-identity:instances.web.instanceType: got `big`, expected an instance type such as `t3.micro`",
    );
    expect(duration).to.contain("ec2-identity:roles.web.maxSessionDuration: got `60`, ");
  });

  it("wants a role or a profile for an instance, and for a group", () => {
    const group = { subnetIds: ["subnet-1"], minSize: 0, maxSize: 1 };
    const both = { role: "web", profile: "web-profile", instanceType: "t3.micro" };
    const problems = problemsOf({ roles: { web: {} }, instances: { web: both }, groups: { web: group } });
    expect(problems.map((problem) => problem.replace(/got .*, expected/, "expected")).toSorted()).to.deep.equal([
      "ec2-identity:groups.web: expected exactly one of `role` and `profile`",
      "ec2-identity:instances.web: expected exactly one of `role` and `profile`",
    ]);
  });

  it("names what is wrong with a guard", () => {
    const problems = (guard: object) => problemsOf({ roles: { web: {} }, guards: { guard } });
    expect(problems({ roles: ["web"] })).to.deep.equal([
      'ec2-identity:guards.guard: got `{"roles":["web"]}`, expected exactly one of `user`, `group` and `role`',
    ]);
    expect(problems({ user: "a", group: "b", roles: ["web"] })[0]).to.contain("expected exactly one of");
    expect(problems({ user: "a", roles: ["web"], launch: {} })).to.deep.equal([
      "ec2-identity:guards.guard.launch: got `{}`, expected `instances` or `groups`",
    ]);
    expect(problems({ user: "a", roles: ["web"], allowGain: { web: " " } })[0]).to.contain(
      "guards.guard.allowGain.web: got ` `, expected the reason, in words",
    );
    expect(problems({ user: "a", passer: {} })[0]).to.contain("unknown key `passer`, expected `user`");
  });

  it("names what refers to nothing", () => {
    const problems = problemsOf({
      roles: {
        web: {
          permissionsBoundary: "none",
          statements: [{ actions: ["s3:GetObject"], resources: ["bucket:photos/*"] }],
        },
      },
      instances: { web: { role: "wbe", instanceType: "t3.micro" } },
      guards: {
        guard: {
          role: "deployer",
          roles: ["wbe"],
          launch: { instances: ["other"], groups: ["none"] },
          association: { roles: ["wbe"] },
          groups: { names: ["none"] },
          templates: { groups: ["none"] },
          allowGain: { wbe: "known" },
        },
      },
    });
    expect(problems).to.deep.equal([
      "ec2-identity:roles.web.statements[0].resources: got `photos`, expected the name of one of the buckets: there are none",
      "ec2-identity:roles.web.permissionsBoundary: got `none`, expected the name of one of the boundaries: there are none",
      "ec2-identity:instances.web.role: got `wbe`, expected the name of one of the roles: `web`",
      "ec2-identity:guards.guard.role: got `deployer`, expected the name of one of the roles: `web`",
      "ec2-identity:guards.guard.roles: got `wbe`, expected the name of one of the roles: `web`",
      "ec2-identity:guards.guard.launch.instances: got `other`, expected the name of one of the instances: `web`",
      "ec2-identity:guards.guard.launch.groups: got `none`, expected the name of one of the groups: there are none",
      "ec2-identity:guards.guard.association.roles: got `wbe`, expected the name of one of the roles: `web`",
      "ec2-identity:guards.guard.groups.names: got `none`, expected the name of one of the groups: there are none",
      "ec2-identity:guards.guard.templates.groups: got `none`, expected the name of one of the groups: there are none",
      "ec2-identity:guards.guard.allowGain: got `wbe`, expected the name of one of the roles: `web`",
    ]);
  });

  it("reads a reference to a bucket and leaves other resources alone", () => {
    expect(bucketOf("bucket:photos/2024/*")).to.deep.equal({ bucket: "photos", rest: "/2024/*" });
    expect(bucketOf("bucket:photos")).to.deep.equal({ bucket: "photos", rest: "" });
    expect(bucketOf("arn:aws:s3:::photos")).to.equal(undefined);
  });
});
