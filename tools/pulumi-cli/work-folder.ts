import * as fs from "node:fs";
import * as path from "node:path";

/** `<name>.tmp-<pid>-<random>` */
const LEFTOVER = /\.tmp-(\d+)-[^-]+$/;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Removes work folders whose process is gone: they are of runs that were killed outright. */
function removeLeftovers(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const pid = LEFTOVER.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/**
 * Makes `folder/name` with `fill`, whole or not at all: `fill` works in a folder of its own beside it, which is renamed
 * when `fill` has resolved with true, and removed otherwise. Of several processes that do so at once the first to finish
 * wins and the others drop theirs; no lock is needed, so none can be left behind.
 *
 * @returns whether `folder/name` is there now.
 */
export async function makeAtomically(
  folder: string,
  name: string,
  fill: (workFolder: string) => Promise<boolean>,
): Promise<boolean> {
  const target = path.join(folder, name);
  fs.mkdirSync(folder, { recursive: true });
  removeLeftovers(folder);
  const work = fs.mkdtempSync(`${target}.tmp-${process.pid}-`);
  try {
    if (await fill(work)) fs.renameSync(work, target);
  } catch (error) {
    // The other process's result stands in its place.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  return fs.existsSync(target);
}

/** Moves `folder` into `aside`, if it is there; another process may do the same at once. */
function moveAway(folder: string, aside: string): void {
  try {
    fs.renameSync(folder, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** Puts `work` in the place of `target`, however often other processes do the same meanwhile. */
function swapIn(work: string, target: string, asideFolder: string): void {
  for (let round = 0; ; round++) {
    moveAway(target, path.join(asideFolder, String(round)));
    try {
      fs.renameSync(work, target);
      return;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    }
  }
}

/**
 * Replaces the folder `target` by what `fill` makes, as a whole: `fill` works in a folder of its own in `workParent` (on
 * the same file system), which takes the target's place when `fill` has resolved with true, and is removed otherwise. Of
 * several processes that do so at once the last to finish wins.
 */
export async function replaceFolder(
  target: string,
  workParent: string,
  fill: (workFolder: string) => Promise<boolean>,
): Promise<void> {
  fs.mkdirSync(workParent, { recursive: true });
  removeLeftovers(workParent);
  const prefix = path.join(workParent, `${path.basename(target)}.tmp-${process.pid}-`);
  const work = fs.mkdtempSync(prefix);
  const aside = fs.mkdtempSync(prefix);
  try {
    if (await fill(work)) swapIn(work, target, aside);
  } finally {
    for (const folder of [work, aside]) fs.rmSync(folder, { recursive: true, force: true });
  }
}
