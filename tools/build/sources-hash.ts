import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

/** The files, beside those that are compiled, that say how the package is built. */
const SETTINGS = ["package.json", "tsconfig.json", "tsconfig.build.json"];

/** The folders that the build reads: those of `include` in tsconfig.build.json, with all that lies in them. */
function sourceFolders(root: string): string[] {
  const settings = JSON.parse(fs.readFileSync(path.join(root, "tsconfig.build.json"), "utf8")) as {
    readonly include: readonly string[];
  };
  return settings.include.map((glob) => path.join(root, glob.replace(/\/?\*.*$/, "")));
}

function filesOf(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** A hash of all that the build of the package in `root` reads, names and contents, the build's own code included. */
export function sourcesHash(root: string): string {
  const hash = createHash("sha256");
  const settings = SETTINGS.map((name) => path.join(root, name));
  for (const file of [...settings, ...sourceFolders(root).flatMap(filesOf), ...filesOf(__dirname)]) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(fs.readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}
