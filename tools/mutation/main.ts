import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Folders under mutation, one run each, so that a run fits into memory and its score stands for itself. */
const FOLDERS = ["iam/condition", "iam/pattern", "iam/evaluate", "iam/contain"];
/** The tests of containment touch everything below it, and would slow down its mutants: it has a configuration of its own. */
const CONFIGURATION_OF_CONTAINMENT = join(__dirname, "contain.json");
const PRELOAD = join(__dirname, "resolve-cjs.cjs");

/** Mutation tests of the folders or files named on the command line, or of all; ends with the first code that is not 0. */
function main(folders: readonly string[]): number {
  let worst = 0;
  for (const folder of folders.length === 0 ? FOLDERS : folders) {
    const configuration = folder.startsWith("iam/contain") ? [CONFIGURATION_OF_CONTAINMENT] : [];
    const mutated = folder.endsWith(".ts") ? folder : `${folder}/**/*.ts`;
    const { status } = spawnSync("npx", ["stryker", "run", ...configuration, "--mutate", mutated], {
      stdio: "inherit",
      // The properties run on every mutant: few runs each.
      env: { ...process.env, PROPERTY_RUNS: "60", CONTAINMENT_PAIRS: "60", NODE_OPTIONS: `--require ${PRELOAD}` },
    });
    worst = worst === 0 ? (status ?? 1) : worst;
  }
  return worst;
}

process.exitCode = main(process.argv.slice(2));
