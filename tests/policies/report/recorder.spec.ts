import type { Policies, ReportViolation, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import * as proxy from "@pulumi/policy/proxy";
import { expect } from "chai";
import { tellExempted } from "../../../policies/exempted-findings";
import { Recorder } from "../../../policies/report/recorder";

const sdk = proxy as unknown as { unknownCheckingProxy(value: { bucket: string }): object; unknownStringValue: string };
const BASE = { description: "What holds.", enforcementLevel: "mandatory" } as const;
const URN = "urn:pulumi:dev::test::aws:s3/bucket:Bucket::photos";
const STACK_URN = "urn:pulumi:dev::test::pulumi:pulumi:Stack::test-dev";

/** Runs a policy in the way of the SDK and returns what the SDK was told. */
async function run(policy: Policies[number]): Promise<readonly unknown[]> {
  const told: unknown[] = [];
  const report = ((...violation: unknown[]) => told.push(violation)) as unknown as ReportViolation;
  const getConfig = () => ({ setting: 1 }) as never;
  const args: unknown = { urn: URN, type: "aws:s3/bucket:Bucket", getConfig };
  if ("validateResource" in policy) {
    for (const validate of [policy.validateResource ?? []].flat())
      await validate(args as ResourceValidationArgs, report);
  }
  const resources = [
    { urn: URN, type: "aws:s3/bucket:Bucket" },
    { urn: STACK_URN, type: "pulumi:pulumi:Stack" },
  ];
  if ("validateStack" in policy)
    await policy.validateStack({ resources, getConfig } as unknown as StackValidationArgs, report);
  return told;
}

describe("the recorder", () => {
  it("remembers what policies of whatever pack report, and hands it on unchanged", async () => {
    const recorder = new Recorder();
    const own: Policies[number] = {
      ...BASE,
      name: "own",
      validateResource: [
        (_args, report) => {
          report("first");
        },
        async (_args, report) => {
          await Promise.resolve();
          report("", "urn:other");
        },
      ],
    };
    const object = { message: "third", urn: URN, enforcementLevel: "advisory" };
    const stack: Policies[number] = {
      ...BASE,
      name: "stack",
      validateStack: (_args, report) => {
        report("second");
        (report as unknown as (violation: object) => void)(object);
      },
    };
    const told = [...(await run(recorder.record(own))), ...(await run(recorder.record(stack)))];
    expect(told).to.deep.equal([
      ["first", undefined],
      ["", "urn:other"],
      ["second", undefined],
      [object, undefined],
    ]);
    const { findings, asked } = recorder.take();
    expect(findings.map(({ policy, urn, message }) => [policy.name, urn, message])).to.deep.equal([
      ["own", URN, "first"],
      ["own", "urn:other", "What holds."],
      ["stack", STACK_URN, "second"],
      ["stack", URN, "third"],
    ]);
    expect(asked.map(({ policy, settings }) => [policy.name, settings])).to.deep.equal([
      ["own", { setting: 1 }],
      ["stack", { setting: 1 }],
    ]);
    expect(recorder.take()).to.deep.equal({ findings: [], exempted: [], asked: [] });
  });

  it("remembers a finding once, however often its resource is judged", async () => {
    const recorder = new Recorder();
    const policy: Policies[number] = {
      ...BASE,
      name: "own",
      validateResource: (_args, report) => {
        report("wrong");
      },
    };
    const recorded = recorder.record(policy);
    await run(recorded);
    await run(recorded);
    expect(recorder.take().findings).to.have.length(1);
  });

  it("keeps the type by which the SDK limits a policy", () => {
    const validateResource = Object.assign(() => undefined, { __pulumiType: "aws:s3/bucket:Bucket" });
    const recorded = new Recorder().record({ ...BASE, name: "own", validateResource });
    expect(recorded).to.have.nested.property("validateResource.__pulumiType", "aws:s3/bucket:Bucket");
    expect(recorded).to.not.have.property("validateStack");
  });

  it("remembers as not verified where a policy reads an unknown value, and lets the SDK know", async () => {
    const recorder = new Recorder();
    const properties = sdk.unknownCheckingProxy({ bucket: sdk.unknownStringValue });
    const validateResource = (): void => {
      Object.values(properties);
    };
    let thrown: unknown;
    await run(recorder.record({ ...BASE, name: "own", validateResource })).catch((error: unknown) => (thrown = error));
    const { message } = thrown as Error;
    expect(message).to.contain("bucket");
    expect(recorder.take().findings.map((finding) => finding.message)).to.deep.equal([`not verified: ${message}`]);
  });

  it("lets other errors through", async () => {
    const recorder = new Recorder();
    const validateResource = (): void => {
      throw new TypeError("own fault");
    };
    let thrown: unknown;
    await run(recorder.record({ ...BASE, name: "own", validateResource })).catch((error: unknown) => (thrown = error));
    expect(thrown).to.be.instanceOf(TypeError);
    expect(recorder.take().findings).to.deep.equal([]);
  });

  it("hears of findings at exempt resources, of which the SDK is not told", async () => {
    const recorder = new Recorder();
    const finding = { urn: URN, message: "still wrong", reason: "ticket 4", expires: "2026-12-31" };
    const policy: Policies[number] = {
      ...BASE,
      name: "own",
      validateResource: (_args, report) => {
        tellExempted(report, finding);
      },
    };
    expect(await run(policy)).to.deep.equal([]);
    expect(await run(recorder.record(policy))).to.deep.equal([]);
    const { exempted, findings } = recorder.take();
    expect(findings).to.deep.equal([]);
    expect(exempted).to.deep.equal([{ policy, ...finding }]);
    expect(recorder.take().exempted).to.deep.equal([]);
  });
});
