import { expect } from "chai";

import { startAwsStandIn, type AwsStandIn } from "../support/aws-stand-in";
import type { CliResult } from "../support/pulumi-project";
import { expectSuccess, policyEvents, previewedInputs, withProject } from "./support";

const MISTAKES: Readonly<Record<string, string>> = {
  "ec2-instance-require-imdsv2": "aws:ec2/instance:Instance::app",
  "ec2-launch-template-require-imdsv2": "aws:ec2/launchTemplate:LaunchTemplate::app",
  "iam-policy-disallow-admin-access": "aws:iam/rolePolicy:RolePolicy::app-admin",
  "iam-policy-disallow-pass-role-wildcard": "aws:iam/userPolicy:UserPolicy::launch",
  "iam-policy-require-passed-to-service": "aws:iam/userPolicy:UserPolicy::launch",
  "iam-role-disallow-public-trust": "aws:iam/role:Role::app",
};

/** Expects that the role's document is known in full, at first preview too. */
function expectKnownDocument(result: CliResult): void {
  const policy = previewedInputs(result, "aws:iam/rolePolicy:RolePolicy")["Get-pics-permissions"]?.["policy"];
  const document = JSON.parse(policy as string) as { Statement: { Resource: string }[] };
  const bucket = previewedInputs(result, "aws:s3/bucket:Bucket")["photos"]?.["bucket"] as string;
  expect(document.Statement.map(({ Resource }) => Resource)).to.deep.equal([
    `arn:aws:s3:::${bucket}`,
    `arn:aws:s3:::${bucket}/*`,
  ]);
}

describe("the examples, with the policy pack", function () {
  this.timeout(240_000);
  let aws: AwsStandIn;

  before(async () => {
    // One of the examples attaches a policy of AWS.
    aws = await startAwsStandIn({ MOTO_IAM_LOAD_MANAGED_POLICIES: "true" });
  });
  after(() => aws.stop());

  for (const example of ["get-pics", "group", "many-instances", "matillion-style", "raw-resources"]) {
    it(`${example} keeps every policy at preview, everything in it is verified, and it can be brought up and taken down`, async () => {
      const env = { AWS_ENDPOINT_URL: aws.endpoint };
      await withProject({ folder: `examples/${example}`, env }, async (project) => {
        for (const run of [() => project.preview(), () => project.up()]) {
          const result = await run();
          expectSuccess(result);
          expect(policyEvents(result)).to.deep.equal([]);
          if (example === "get-pics") expectKnownDocument(result);
        }
        expectSuccess(await project.destroy());
      });
    });
  }

  for (const example of ["alice-corrected", "cross-account", "deployer", "qateam", "right-size"]) {
    it(`${example} keeps every policy at preview, and everything in it is verified`, async () => {
      await withProject({ folder: `examples/${example}` }, async (project) => {
        const result = await project.preview();
        expectSuccess(result);
        expect(policyEvents(result)).to.deep.equal([]);
      });
    });
  }

  it("mistakes is refused, and each mistake is named with its policy, resource, statement and fix", async () => {
    await withProject({ folder: "examples/mistakes" }, async (project) => {
      const result = await project.preview();
      expect(result.exitCode).to.not.equal(0);
      const events = policyEvents(result).filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
      for (const [policy, resource] of Object.entries(MISTAKES)) {
        const event = events.find(
          (candidate) => candidate.policyName === policy && candidate.resourceUrn?.endsWith(resource),
        );
        expect(event, `${policy} on ${resource}\n${result.stdout}`).to.not.equal(undefined);
      }
      expect(result.stdout).to.not.contain("can't run policy");
    });
  });

  it("alice is stopped though nothing exists yet, with the request that she would gain", async () => {
    await withProject({ folder: "examples/alice" }, async (project) => {
      const result = await project.preview();
      expect(result.exitCode).to.not.equal(0);
      const printed = result.stdout + result.stderr;
      expect(printed).to.match(
        /user `alice-[0-9a-f]{7}` gains `\w+:\w+` on `[^`]+` by passing role `batch-[0-9a-f]{7}`/,
      );
      expect(printed).to.contain("while no statement lets user `alice-");
      const gain = JSON.parse(/gain: (\{.*\})$/m.exec(printed)?.[1] ?? "") as { request: { action: string } };
      expect(gain.request.action).to.match(/^(dynamodb|iam):/);
    });
  });

  it("alice in raw resources, and roles by a prefix, are stopped by the policy pack at first preview", async () => {
    await withProject({ folder: "tests/e2e/fixtures/alice" }, async (project) => {
      const result = await project.preview();
      expect(result.exitCode).to.not.equal(0);
      const gains = policyEvents(result).filter(({ policyName }) => policyName === "iam-role-disallow-pass-role-gain");
      const found = gains.map(({ resourceUrn, enforcementLevel, message }) => ({
        who: resourceUrn?.split("::").at(-1),
        enforcementLevel,
        gained: /may pass aws:iam\/role:Role `([\w-]+)`.* and so gains `(iam|dynamodb):/.exec(message)?.[1],
      }));
      expect(found, JSON.stringify(policyEvents(result), undefined, 1)).to.deep.include.members([
        { who: "alice", enforcementLevel: "mandatory", gained: "batch" },
        { who: "qa-lead", enforcementLevel: "mandatory", gained: "qateam-admin" },
      ]);
      const ofBob = policyEvents(result).filter(({ resourceUrn }) => resourceUrn?.endsWith("::bob-launches"));
      expect(ofBob.map(({ message }) => message).join())
        .to.contain("not verified: ")
        .and.to.contain("`policy` is not known");
    });
  });
});
