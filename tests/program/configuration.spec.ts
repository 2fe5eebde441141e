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
      "ec2-identity:roles.web: unknown key `statments`, expected `description`, `path`, `maxSessionDuration`, " +
        "`permissionsBoundary`, `tags`, `statements`, `managedPolicies`, `customerManagedPolicies`, `trustConditions`, " +
        "`exclusive`, `credentialDelivery`, `networkBinding`",
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

  it("names what refers to nothing", () => {
    const problems = problemsOf({
      roles: {
        web: {
          permissionsBoundary: "none",
          statements: [{ actions: ["s3:GetObject"], resources: ["bucket:photos/*"] }],
        },
      },
      instances: { web: { role: "wbe", instanceType: "t3.micro" } },
      guards: { guard: { user: "u", roles: ["wbe"], launch: { instances: ["other"] } } },
    });
    expect(problems).to.deep.equal([
      "ec2-identity:roles.web.statements[0].resources: got `photos`, expected the name of one of the buckets: there are none",
      "ec2-identity:roles.web.permissionsBoundary: got `none`, expected the name of one of the boundaries: there are none",
      "ec2-identity:instances.web.role: got `wbe`, expected the name of one of the roles: `web`",
      "ec2-identity:guards.guard.roles: got `wbe`, expected the name of one of the roles: `web`",
      "ec2-identity:guards.guard.launch.instances: got `other`, expected the name of one of the instances: `web`",
    ]);
  });

  it("reads a reference to a bucket and leaves other resources alone", () => {
    expect(bucketOf("bucket:photos/2024/*")).to.deep.equal({ bucket: "photos", rest: "/2024/*" });
    expect(bucketOf("bucket:photos")).to.deep.equal({ bucket: "photos", rest: "" });
    expect(bucketOf("arn:aws:s3:::photos")).to.equal(undefined);
  });
});
