import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file that may hold events, with its size in bytes as it is stored. */
export interface LogFile {
  readonly path: string;
  readonly bytes: number;
}

/** What CloudTrail delivers beside the logs: digests of files, and Insights events, which are no calls. */
const BESIDE = /(^|[\\/])CloudTrail-(Digest|Insight)([\\/]|$)/;
const LOG = /\.(json|jsonl|ndjson|csv)(\.gz)?$/i;

/**
 * The log files at the paths: a file as it is, and of a folder of any depth those whose names end like logs. Sorted by path, each
 * once.
 * @throws NodeJS.ErrnoException for a path that cannot be read
 */
export async function findLogFiles(paths: readonly string[]): Promise<readonly LogFile[]> {
  const found = new Map<string, LogFile>();
  for (const path of paths) {
    const status = await stat(path);
    const names = status.isDirectory() ? await logNames(path) : [path];
    for (const name of names) found.set(name, { path: name, bytes: (await stat(name)).size });
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function logNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && LOG.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !BESIDE.test(path));
}
