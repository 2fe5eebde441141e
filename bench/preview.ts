import { rmSync } from "node:fs";
import { BUILT_PACK } from "../tests/support/policy-server";
import { PulumiProject } from "../tests/support/pulumi-project";
import { emptyPack } from "./policies";

const PAIRS = 5;

/** Milliseconds of one preview of the root stack under a pack, by the CLI. */
async function previewTime(project: PulumiProject): Promise<number> {
  const start = process.hrtime.bigint();
  const { exitCode, stdout, stderr } = await project.preview();
  const time = Number(process.hrtime.bigint() - start) / 1e6;
  if (exitCode !== 0) throw new Error(`the preview ended with ${exitCode}:\n${stdout}\n${stderr}`);
  return time;
}

/**
 * Prints how long a preview of the root stack takes with the pack and with an empty one, in pairs one after the other, of which
 * the first, which warms the caches, does not count; the ratio of each pair is held to 1.3.
 */
export async function measurePreview(): Promise<void> {
  const empty = emptyPack();
  const [ours, bare] = await Promise.all(
    [BUILT_PACK, empty].map((pack) => PulumiProject.create({ folder: ".", copy: false, policyPacks: [pack] })),
  );
  if (ours === undefined || bare === undefined) throw new Error("expected two projects");
  const ratios: number[] = [];
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    const [theirs, time] = [await previewTime(bare), await previewTime(ours)];
    if (pair > 0) ratios.push(time / theirs);
    console.log(`preview of the root stack: ${time.toFixed(0)} ms, with an empty pack ${theirs.toFixed(0)} ms`);
  }
  const [median] = ratios.sort((a, b) => a - b).slice(Math.floor(PAIRS / 2));
  console.log(`preview with the pack: ${median?.toFixed(2)} times that with an empty one (median), at most 1.3`);
  await Promise.all([ours.dispose(), bare.dispose()]);
  rmSync(empty, { recursive: true });
}
