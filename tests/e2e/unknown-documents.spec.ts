import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { expectSuccess, policyEvents, withProject } from "./support";

const PROJECT = "name: unknown\nruntime:\n  name: nodejs\nmain: index.ts\n";

const BUCKET = `
import * as aws from "@pulumi/aws";
import { InstanceRole } from "pulumi-ec2-identity";
const photos = new aws.s3.Bucket("photos");
`;

const RAW = `
const role = new aws.iam.Role("reader", {
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  },
});
new aws.iam.RolePolicy("read-photos", {
  role: role.name,
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: photos.arn }],
  },
});
`;

const COMPONENT = `
new InstanceRole("reader", { statements: [{ actions: ["s3:ListBucket"], resources: [photos.arn] }] });
`;

const COMPONENT_VIOLATION = `
new InstanceRole("reader", {
  statements: [{ actions: ["iam:*"], resources: ["*", photos.arn] }],
  allowBroadAccess: { reason: "left to the policies" },
});
`;

describe("documents that name a bucket still to be created", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unknown-documents-"));
    writeFileSync(join(folder, "Pulumi.yaml"), PROJECT);
    writeFileSync(join(folder, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-central-1\n");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("a raw RolePolicy is reported as not verified, with what to do", async () => {
    writeFileSync(join(folder, "index.ts"), BUCKET + RAW);
    await withProject({ folder }, async (project) => {
      const result = await project.preview();
      expectSuccess(result);
      const events = policyEvents(result);
      const about = events.filter(({ resourceUrn }) => resourceUrn?.endsWith("RolePolicy::read-photos"));
      expect(about.map(({ enforcementLevel }) => enforcementLevel)).to.include("advisory");
      expect(about[0]?.message).to.contain("not verified").and.to.contain("InstanceRole");
      expect(result.stdout).to.not.contain("can't run policy");
    });
  });

  it("the same permission through InstanceRole is verified at first preview", async () => {
    writeFileSync(join(folder, "index.ts"), BUCKET + COMPONENT);
    await withProject({ folder }, async (project) => {
      const result = await project.preview();
      expectSuccess(result);
      expect(policyEvents(result)).to.deep.equal([]);
    });
  });

  it("a violation through InstanceRole is found though the document is unknown", async () => {
    writeFileSync(join(folder, "index.ts"), BUCKET + COMPONENT_VIOLATION);
    await withProject({ folder }, async (project) => {
      const result = await project.preview();
      expect(result.exitCode).to.not.equal(0);
      const policies = policyEvents(result)
        .filter(({ enforcementLevel }) => enforcementLevel === "mandatory")
        .map(({ policyName }) => policyName);
      expect(policies).to.include("iam-policy-disallow-admin-access");
    });
  });
});
