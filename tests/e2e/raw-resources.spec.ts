import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { startAwsStandIn, type AwsStandIn } from "../support/aws-stand-in";
import type { CliResult } from "../support/pulumi-project";
import { expectSuccess, policyEvents, previewedInputs, withProject } from "./support";

const PROJECT = "name: raw\nruntime:\n  name: nodejs\nmain: index.ts\n";

const TEMPLATE = `
import * as aws from "@pulumi/aws";
export const template = new aws.ec2.LaunchTemplate("web", { imageId: "ami-12c6146b", instanceType: "t3.micro" });
`;

/** A file of the project that leaves out what the offline provider previews and does not create. */
const CREATED = "created-alone";

/** As people write it: a template in a file of its own, a loop, a provider for each region, a transform. */
const PROGRAM = `
import { existsSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { template } from "./template";

pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
  type === "aws:ec2/instance:Instance" && props.tags?.role === "hardened"
    ? { props: { ...props, metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" } }, opts }
    : undefined,
);
for (const region of ["eu-central-1", "us-east-1"]) {
  const provider = new aws.Provider(region, { region });
  for (const role of ["plain", "hardened"]) {
    const tags = { role };
    new aws.ec2.Instance(\`\${role}-\${region}\`, { ami: "ami-12c6146b", instanceType: "t3.micro", tags }, { provider });
  }
}
if (!existsSync("${CREATED}")) {
  new aws.ec2.SpotInstanceRequest("spot", { ami: "ami-12c6146b", instanceType: "t3.micro" });
  new aws.ec2.LaunchConfiguration("old", { imageId: "ami-12c6146b", instanceType: "t3.micro" });
}
new aws.autoscaling.Group("web", {
  maxSize: 1,
  minSize: 1,
  availabilityZones: ["eu-central-1a"],
  launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
});
`;

const WRONG = [
  "ec2-instance-require-imdsv2 plain-eu-central-1",
  "ec2-instance-require-imdsv2 plain-us-east-1",
  "ec2-launch-configuration-require-imdsv2 old",
  "ec2-launch-template-require-imdsv2 web",
  "ec2-spot-instance-request-require-imdsv2 spot",
];

/** `policy resource` of each finding on IMDSv2, once. */
function foundOnImdsv2(result: CliResult): readonly string[] {
  const found = policyEvents(result)
    .filter(({ policyName }) => policyName.endsWith("-require-imdsv2"))
    .map(({ policyName, resourceUrn }) => `${policyName} ${resourceUrn?.split("::").at(-1)}`);
  return [...new Set(found)].sort();
}

const REMEDIATED = ["instance", "spot-instance-request", "launch-template", "launch-configuration"];

describe("raw resources as people write them, previewed with the policy pack", () => {
  let folder: string;
  let aws: AwsStandIn;
  before(async () => {
    aws = await startAwsStandIn();
    folder = mkdtempSync(join(tmpdir(), "raw-resources-"));
    for (const [name, text] of [
      ["Pulumi.yaml", PROJECT],
      ["template.ts", TEMPLATE],
      ["index.ts", PROGRAM],
      ["Pulumi.dev.yaml", "config:\n  aws:region: eu-central-1\n"],
    ] as const) {
      writeFileSync(join(folder, name), text);
    }
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await aws.stop();
  });

  it("are reported where they stand, remediated where the configuration says so, and reported in later previews", async () => {
    const env = { AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: "offline", AWS_SECRET_ACCESS_KEY: "offline" };
    await withProject({ folder, env }, async (project) => {
      expect(foundOnImdsv2(await project.preview())).to.deep.equal(WRONG);

      const settings = join(folder, "remediate.json");
      const levels = REMEDIATED.map((type) => [`ec2-${type}-require-imdsv2`, { enforcementLevel: "remediate" }]);
      writeFileSync(
        settings,
        JSON.stringify({ ...Object.fromEntries(levels), "ec2-launch-configuration-disallow-use": "advisory" }),
      );
      const result = await project.preview("--policy-pack-config", settings);
      expectSuccess(result);
      for (const [type, name] of [
        ["aws:ec2/instance:Instance", "plain-eu-central-1"],
        ["aws:ec2/instance:Instance", "plain-us-east-1"],
        ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", "spot"],
        ["aws:ec2/launchTemplate:LaunchTemplate", "web"],
        ["aws:ec2/launchConfiguration:LaunchConfiguration", "old"],
      ] as const) {
        const options = previewedInputs(result, type)[name]?.["metadataOptions"];
        expect(options, name).to.deep.include({ httpEndpoint: "enabled", httpTokens: "required" });
      }

      writeFileSync(join(project.folder, CREATED), "");
      expectSuccess(await project.up("--policy-pack-config", settings));
      expect(foundOnImdsv2(await project.preview())).to.deep.equal(
        WRONG.filter((found) => !/ (old|spot)$/.test(found)),
      );
    });
  });
});
