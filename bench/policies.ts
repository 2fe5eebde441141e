import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UNKNOWN as UNKNOWN_VALUE, type PlainObject } from "../ec2/plain-value";
import { policyDeclarations } from "../policies/registry";
import { COMMON_SETTINGS, readSettings } from "../policies/settings";
import type { StackResource } from "../stack-model/stack-resource";
import { BUILT_PACK, PolicyServer } from "../tests/support/policy-server";
import { urnOf, type TestResource } from "../tests/support/policy-run";
import { REPOSITORY } from "../tools/repository";

const UNKNOWN = { $unknown: true };

/** A stack of `size` resources, a fifth of them with documents, like the largest that people write in one program. */
function stackOf(size: number): readonly TestResource[] {
  return Array.from({ length: size }, (_, index): TestResource => {
    const name = `r${index}`;
    const tags = { Name: name, team: "payments", stage: "prod", costCentre: "4711" };
    if (index % 5 !== 0) {
      const outputs = {
        bucket: name,
        arn: `arn:aws:s3:::${name}`,
        tags,
        versioning: { enabled: true },
        acl: "private",
      };
      return { type: "aws:s3/bucket:Bucket", name, inputs: { bucket: name, tags }, outputs };
    }
    const statements = ["s3:GetObject", "sqs:SendMessage", "iam:PassRole"].map((action) => ({
      Effect: "Allow",
      Action: [action],
      Resource: [`arn:aws:iam::111122223333:role/${name}`],
      Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com"] } },
    }));
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    return { type: "aws:iam/rolePolicy:RolePolicy", name, outputs: { policy, id: UNKNOWN, name } };
  });
}

async function milliseconds(run: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Time until a pack tells its port, the best of three. */
async function bootTime(folder: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    times.push(await milliseconds(async () => (await PolicyServer.start(folder)).stop()));
  }
  return Math.min(...times);
}

/** A pack without policies, with the same SDK, in a folder of its own that the caller removes. */
export function emptyPack(): string {
  const folder = mkdtempSync(join(tmpdir(), "empty-pack-"));
  writeFileSync(join(folder, "package.json"), '{ "name": "empty", "version": "1.0.0", "main": "index.js" }');
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "index.js"), `new (require("@pulumi/policy").PolicyPack)("empty", { policies: [] });\n`);
  return folder;
}

/** User and system time of a process so far, as the kernel counts it: in hundredths of a second. */
export function processorMilliseconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function residentMegabytes(pid: number): number {
  const line = /^VmHWM:\s+(?<kilobytes>\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Math.round(Number(line?.groups?.["kilobytes"] ?? Number.NaN) / 1024);
}

/** The stack as the pack's judges see it. */
function judgedStack(size: number): readonly StackResource[] {
  return stackOf(size).map((resource): StackResource => {
    const { type, name } = resource;
    const properties = known(resource.outputs ?? {}) as PlainObject;
    return { urn: urnOf(resource), type, name, properties, propertyDependencies: {} };
  });
}

function known(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_VALUE;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(known);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, known(entry)]));
}

/** Processor time of each stack policy on one stack, the dearest first; the first to need it makes the model for all. */
function costs(resources: readonly StackResource[]): readonly object[] {
  const rows = policyDeclarations.flatMap(({ name, judgeStack, settings }) => {
    const { onlyFor } = judgeStack ?? {};
    if (judgeStack === undefined) return [];
    if (onlyFor !== undefined && !resources.some(({ type }) => type === onlyFor)) return [];
    const schema = { ...COMMON_SETTINGS, ...settings };
    const before = process.cpuUsage();
    judgeStack.judge(resources, readSettings({}, schema).settings);
    const { user, system } = process.cpuUsage(before);
    return [{ policy: name, ms: Math.round((user + system) / 1000) }];
  });
  return rows.sort((a, b) => b.ms - a.ms);
}

/**
 * Prints how long the pack takes to be ready beside an empty one, and to judge stacks of growing size: in all, beside an
 * empty pack and in processor time, which does not depend on what else the machine does; then what each stack policy costs.
 */
export async function measurePolicies(): Promise<void> {
  const empty = emptyPack();
  const [ours, theirs] = [await bootTime(BUILT_PACK), await bootTime(empty)];
  console.log(`policy pack: ready after ${ours.toFixed(0)} ms, an empty pack after ${theirs.toFixed(0)} ms`);
  const rows: object[] = [];
  for (const size of [1250, 2500, 5000]) {
    const server = await PolicyServer.start(BUILT_PACK);
    const bare = await PolicyServer.start(empty);
    const stack = stackOf(size);
    const processorBefore = processorMilliseconds(server.pid);
    const time = await milliseconds(() => server.analyzeStack(stack));
    const processor = processorMilliseconds(server.pid) - processorBefore;
    const transport = await milliseconds(() => bare.analyzeStack(stack));
    rows.push({
      resources: size,
      "stack ms": Math.round(time),
      "empty pack ms": Math.round(transport),
      "processor ms": processor,
      "ms a thousand": Math.round((1000 * time) / size),
      "peak MB": residentMegabytes(server.pid),
    });
    await Promise.all([server.stop(), bare.stop()]);
  }
  console.log("policy pack: at most 3,000 ms and 500 MB for 5,000 resources, and as much for each thousand");
  console.table(rows);
  console.table(costs(judgedStack(5000)));
  rmSync(empty, { recursive: true });
}
