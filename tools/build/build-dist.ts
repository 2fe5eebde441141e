import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { replaceFolder } from "../pulumi-cli/work-folder";
import { UserError } from "../user-error";
import { makeEntriesLazy } from "./lazy-exports";
import { addPolicyPackFiles } from "./policy-pack-files";
import { sourcesHash } from "./sources-hash";

/** The file in dist that says of which sources it was built. The package leaves it out. */
const STAMP = ".sources-sha256";

/** Runs the compiler, with its messages on standard error, since standard output may be a preview's. */
async function compile(root: string, dist: string): Promise<void> {
  const project = ["--project", path.join(root, "tsconfig.build.json"), "--outDir", dist, "--incremental", "false"];
  // The settings name a file of build information, which a compiler that is not incremental refuses.
  const args = [require.resolve("typescript/bin/tsc"), ...project, "--tsBuildInfoFile", "null"];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", 2, 2] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return;
  throw new UserError(`the build failed, tsc ended with exit code ${code ?? "none"}: its messages are above`);
}

function isOf(dist: string, hash: string): boolean {
  const stamp = path.join(dist, STAMP);
  return fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash;
}

async function buildFrom(root: string, hash: string, keepEqual: boolean): Promise<void> {
  const dist = path.join(root, "dist");
  await replaceFolder(dist, path.join(root, "build"), async (work) => {
    await compile(root, work);
    makeEntriesLazy(work);
    addPolicyPackFiles(root, work);
    // Sources that changed meanwhile may have been read half old and half new: such a build is of no known sources.
    if (sourcesHash(root) === hash) fs.writeFileSync(path.join(work, STAMP), hash);
    return !(keepEqual && isOf(dist, hash));
  });
}

/**
 * Builds `dist` of the package in `root`: the compiled package with its types, and the policy pack. It is built in a
 * folder of its own and takes the place of the former one when it is whole, so that a build that fails or is interrupted
 * changes nothing, and two at once do not meet.
 *
 * @throws UserError if the sources do not compile.
 */
export function build(root: string): Promise<void> {
  return buildFrom(root, sourcesHash(root), false);
}

/** Whether `dist` of the package in `root` was built of the present sources, by content. */
export function isUpToDate(root: string): boolean {
  return isOf(path.join(root, "dist"), sourcesHash(root));
}

/**
 * Builds `dist` if it was not built of the present sources, by content. A `dist` that another process has built of them
 * meanwhile is kept: it may be in use.
 *
 * @throws UserError if the sources do not compile.
 */
export async function buildIfNeeded(root: string): Promise<void> {
  const hash = sourcesHash(root);
  if (!isOf(path.join(root, "dist"), hash)) await buildFrom(root, hash, true);
}
