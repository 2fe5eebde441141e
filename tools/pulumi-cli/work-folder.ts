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
