import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { startAwsStandIn, type AwsStandIn } from "../support/aws-stand-in";
import type { CliResult } from "../support/pulumi-project";
import { expectSuccess, policyEvents, withProject } from "./support";

/** Documents, trust, identity and credentials: in each group what is right, what is wrong, and what is known only later. */
const PROGRAM = `
import * as aws from "@pulumi/aws";
import { InstanceRole } from "pulumi-ec2-identity";

const imageId = "ami-12c6146b";
const photos = new aws.s3.Bucket("photos");
const allow = (Action: string, Resource: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource }],
});
const trust = (Principal: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }],
});
const base64 = (text: string) => Buffer.from(text).toString("base64");

const reader = new aws.iam.Role("reader", { assumeRolePolicy: trust({ Service: "ec2.amazonaws.com" }) as any });
new aws.iam.RolePolicy("read-photos", { role: reader.name, policy: allow("s3:ListBucket", photos.arn) as any });
new aws.iam.RolePolicy("write-roles", {
  role: reader.name,
  policy: photos.arn.apply((arn) => JSON.stringify(allow("iam:PutRolePolicy", arn === "" ? arn : "*"))),
});
new InstanceRole("verified", { statements: [{ actions: ["s3:ListBucket"], resources: [photos.arn] }] });
new InstanceRole("broad", {
  statements: [{ actions: ["*"], resources: ["*", photos.arn] }],
  allowBroadAccess: { reason: "left to the policies" },
});

new aws.iam.Role("open", { assumeRolePolicy: trust({ AWS: "*" }) as any });
new aws.iam.Role("foreign", { assumeRolePolicy: trust({ AWS: "444455556666" }) as any });

const metadataOptions = { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 };
const profile = new aws.iam.InstanceProfile("reader", { role: reader.name });
const instance = { ami: imageId, instanceType: "t3.micro", metadataOptions };
new aws.ec2.Instance("with-profile", { ...instance, iamInstanceProfile: profile.name });
new aws.ec2.Instance("without-profile", instance);
new aws.ec2.LaunchTemplate("with-role", { imageId, metadataOptions, iamInstanceProfile: { name: reader.name } });

const key = ["AKIA", "QZ3M7WXN5T2LV6BD"].join("");
new aws.ec2.LaunchTemplate("with-key", { imageId, metadataOptions, userData: base64("export KEY=" + key) });
new aws.ec2.LaunchTemplate("with-later-data", {
  imageId,
  metadataOptions,
  userData: photos.arn.apply((arn) => base64("aws s3 cp " + arn)),
});
new aws.ec2.LaunchTemplate("with-later-key", {
  imageId,
  metadataOptions,
  userData: photos.arn.apply((arn) => base64("# " + arn + "\\nexport KEY=" + key)),
});
`;

/** What is wrong and known from the first preview on. */
const WRONG = [
  "ec2-instance-disallow-role-as-profile mandatory with-role",
  "ec2-instance-require-instance-profile advisory without-profile",
  "ec2-launch-template-disallow-credentials-in-user-data mandatory with-key",
  "iam-policy-disallow-admin-access mandatory broad-permissions",
  "iam-role-disallow-public-trust mandatory open",
];

/** `policy level resource` of each finding, once. */
function found(result: CliResult): readonly string[] {
  const events = policyEvents(result).map(
    ({ policyName, enforcementLevel, resourceUrn }) =>
      `${policyName} ${enforcementLevel} ${resourceUrn?.split("::").at(-1) ?? ""}`,
  );
  return [...new Set(events)].sort();
}

describe("documents, trust, identity and credentials, at first preview and later", () => {
  let folder: string;
  let aws: AwsStandIn;
  before(async () => {
    aws = await startAwsStandIn();
    folder = mkdtempSync(join(tmpdir(), "later-previews-"));
    for (const [name, text] of [
      ["Pulumi.yaml", "name: later\nruntime:\n  name: nodejs\nmain: index.ts\n"],
      ["Pulumi.dev.yaml", "config:\n  aws:region: eu-central-1\n"],
      ["index.ts", PROGRAM],
      ["advisory.json", JSON.stringify({ all: "advisory" })],
    ] as const) {
      writeFileSync(join(folder, name), text);
    }
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await aws.stop();
  });

  it("are judged as far as they are known, and reported where they are not; then judged in full", async () => {
    const env = { AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: "offline", AWS_SECRET_ACCESS_KEY: "offline" };
    await withProject({ folder, env }, async (project) => {
      const first = await project.preview();
      expect(first.stdout).to.not.contain("can't run policy");
      expect(found(first), first.stdout).to.deep.equal(
        [
          ...WRONG,
          "ec2-launch-template-disallow-credentials-in-user-data advisory with-later-data",
          "ec2-launch-template-disallow-credentials-in-user-data advisory with-later-key",
          "iam-policy-disallow-admin-access advisory read-photos",
          "iam-policy-disallow-admin-access advisory write-roles",
          "iam-role-disallow-foreign-trust advisory foreign",
        ].sort(),
      );
      const about = policyEvents(first).find(({ resourceUrn }) => resourceUrn?.endsWith("::read-photos") === true);
      expect(about?.message).to.contain("not verified").and.to.contain("InstanceRole");

      expectSuccess(await project.up("--policy-pack-config", join(folder, "advisory.json")));
      const later = await project.preview();
      expect(found(later), later.stdout).to.deep.equal(
        [
          ...WRONG,
          "ec2-launch-template-disallow-credentials-in-user-data mandatory with-later-key",
          "iam-policy-disallow-admin-access mandatory write-roles",
          "iam-role-disallow-foreign-trust mandatory foreign",
        ].sort(),
      );
    });
  });
});
