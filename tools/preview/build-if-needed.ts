import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { REPOSITORY } from "../repository";
import { UserError } from "../user-error";

/** The files that say how `npm run build` builds. */
const SETTINGS = ["package.json", "tsconfig.json", "tsconfig.build.json", "tools/build.ts"];
/** The package's entry; where it is missing there has been no build. */
const OUTPUT = path.join(REPOSITORY, "dist", "components", "index.js");
const STAMP = path.join(REPOSITORY, "build", "dist.sources-sha256");

/** The folders that the build reads: those of `include` in tsconfig.build.json, with all that lies in them. */
function sourceFolders(): string[] {
  const settings = JSON.parse(fs.readFileSync(path.join(REPOSITORY, "tsconfig.build.json"), "utf8")) as {
    readonly include: readonly string[];
  };
  return settings.include.map((glob) => glob.replace(/\/?\*.*$/, ""));
}

function filesOf(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** A hash of all that the build reads, names and contents. */
function sourcesHash(): string {
  const hash = createHash("sha256");
  const files = sourceFolders().flatMap((folder) => filesOf(path.join(REPOSITORY, folder)));
  for (const file of [...SETTINGS.map((name) => path.join(REPOSITORY, name)), ...files]) {
    hash
      .update(`${path.relative(REPOSITORY, file)}\0`)
      .update(fs.readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

/** Runs `npm run build` with its output on standard error; standard output is the preview's. */
async function npmRunBuild(): Promise<void> {
  const script = process.env["npm_execpath"] ?? "";
  const [command, first] = path.basename(script) === "npm-cli.js" ? [process.execPath, [script]] : ["npm", []];
  const child = spawn(command, [...first, "run", "--silent", "build"], { cwd: REPOSITORY, stdio: ["ignore", 2, 2] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0)
    throw new UserError(`\`npm run build\` failed with exit code ${code ?? "none"}: its messages are above`);
}

/**
 * Builds dist if the sources are not those of the last build, by content.
 *
 * @throws UserError if the build fails.
 */
export async function buildIfNeeded(): Promise<void> {
  const hash = sourcesHash();
  if (fs.existsSync(OUTPUT) && fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === hash) return;
  await npmRunBuild();
  fs.mkdirSync(path.dirname(STAMP), { recursive: true });
  fs.writeFileSync(STAMP, hash);
}
