import * as fs from "node:fs";
import * as path from "node:path";

/**
 * The folders on the user's own PATH. Those that npm puts before it while a script runs (`node_modules/.bin`,
 * `node-gyp-bin`) are left out: what lies there came with a package, the user did not install it.
 */
export function userPath(env: NodeJS.ProcessEnv): string[] {
  const folders = (env["PATH"] ?? "").split(path.delimiter);
  return folders.filter(
    (folder) => folder !== "" && !/(^|[\\/])(node_modules[\\/]\.bin|node-gyp-bin)[\\/]?$/.test(folder),
  );
}

/** Whether the file can be executed by this user. */
export function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The first executable file of that name in the folders, or undefined. */
export function findExecutable(name: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}
