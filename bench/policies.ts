import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUILT_PACK, PolicyServer } from "../tests/support/policy-server";
import type { TestResource } from "../tests/support/policy-run";
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

/** A pack without policies, with the same SDK. */
function emptyPack(): string {
  const folder = mkdtempSync(join(tmpdir(), "empty-pack-"));
  const sdk = JSON.stringify(join(REPOSITORY, "node_modules", "@pulumi", "policy"));
  writeFileSync(join(folder, "package.json"), '{ "name": "empty", "version": "1.0.0", "main": "index.js" }');
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(folder, "index.js"), `new (require(${sdk}).PolicyPack)("empty", { policies: [] });\n`);
  return folder;
}

function residentMegabytes(pid: number): number {
  const line = /^VmHWM:\s+(?<kilobytes>\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Math.round(Number(line?.groups?.["kilobytes"] ?? Number.NaN) / 1024);
}

/** Prints how long the pack takes to be ready beside an empty one, and to judge stacks of growing size. */
export async function measurePolicies(): Promise<void> {
  const empty = emptyPack();
  const [ours, theirs] = [await bootTime(BUILT_PACK), await bootTime(empty)];
  console.log(`policy pack: ready after ${ours.toFixed(0)} ms, an empty pack after ${theirs.toFixed(0)} ms`);
  const rows: object[] = [];
  for (const size of [1250, 2500, 5000]) {
    const server = await PolicyServer.start(BUILT_PACK);
    const bare = await PolicyServer.start(empty);
    const stack = stackOf(size);
    const time = await milliseconds(() => server.analyzeStack(stack));
    const transport = await milliseconds(() => bare.analyzeStack(stack));
    rows.push({
      resources: size,
      "stack ms": Math.round(time),
      "empty pack ms": Math.round(transport),
      "peak MB": residentMegabytes(server.pid),
    });
    await Promise.all([server.stop(), bare.stop()]);
  }
  console.table(rows);
  rmSync(empty, { recursive: true });
}
