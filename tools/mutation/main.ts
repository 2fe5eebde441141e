import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const PRELOAD = join(__dirname, "resolve-cjs.cjs");

/** The cases of conditions and of statements: they load little, and a mutant in a constant costs a process of its own. */
const CONDITIONS = [
  "tests/iam/condition/*.spec.ts",
  "tests/iam/evaluate/statement-cases.spec.ts",
  "tests/iam/evaluate/compiled-policies.spec.ts",
  "tests/iam/evaluate/symbols.spec.ts",
];

const EVALUATION = [
  "tests/iam/evaluate/statement-cases.spec.ts",
  "tests/iam/evaluate/evaluate-cases.spec.ts",
  "tests/iam/evaluate/!(statement-cases|evaluate-cases|laws|oracle).spec.ts",
  "tests/iam/evaluate/oracle.spec.ts",
];

interface Target {
  /** The specs that must notice a mutant. */
  readonly spec: readonly string[];
  /** Milliseconds beyond which a mutant counts as one that hangs. */
  readonly timeoutMS: number;
  /** Leaves out mutants of what is made when a module is loaded: each of them costs a run of all specs in a new process. */
  readonly ignoreStatic?: boolean;
  /** Of a file that has a spec of its own, this one alone runs: all of them take minutes. */
  readonly ownSpecs?: boolean;
}

/** Folders under mutation, one run each, so that a run fits into memory and a score stands for its folder. */
const TARGETS: Readonly<Record<string, Target>> = {
  "iam/condition": { spec: CONDITIONS, timeoutMS: 4_000 },
  "iam/pattern": { spec: ["tests/iam/arn/*.spec.ts", "tests/iam/pattern/!(hostile).spec.ts"], timeoutMS: 4_000 },
  "iam/evaluate": { spec: EVALUATION, timeoutMS: 4_000 },
  "iam/contain": { spec: ["tests/iam/contain/*.spec.ts"], timeoutMS: 15_000, ignoreStatic: true, ownSpecs: true },
};

/** Writes the configuration of one run beside the results, and returns its path. */
function configurationOf(mutated: string, { spec, timeoutMS, ignoreStatic = false, ownSpecs }: Target): string {
  const common = JSON.parse(readFileSync(join(ROOT, "stryker.config.json"), "utf8")) as { mochaOptions: object };
  const own = `tests/${mutated.replace(/\.ts$/, ".spec.ts")}`;
  const specs = ownSpecs === true && existsSync(join(ROOT, own)) ? [own] : spec;
  const name = mutated.replaceAll("/", "-").replace(/\.ts$/, "");
  const configuration = {
    ...common,
    mutate: [mutated.endsWith(".ts") ? mutated : `${mutated}/**/*.ts`],
    mochaOptions: { ...common.mochaOptions, spec: specs },
    timeoutMS,
    ignoreStatic,
    incrementalFile: `build/mutation-${name}.json`,
    htmlReporter: { fileName: `build/mutation-${name}.html` },
  };
  const path = join("build", `stryker-${name}.json`);
  mkdirSync(join(ROOT, "build"), { recursive: true });
  writeFileSync(join(ROOT, path), JSON.stringify(configuration, undefined, 2));
  return path;
}

/** Mutation tests of the folders or files named on the command line, or of all folders; ends with the first code that is not 0. */
function main(named: readonly string[]): number {
  let worst = 0;
  for (const mutated of named.length === 0 ? Object.keys(TARGETS) : named) {
    const target = Object.entries(TARGETS).find(([folder]) => mutated === folder || mutated.startsWith(`${folder}/`));
    if (target === undefined) {
      console.error(`got \`${mutated}\`, expected one of ${Object.keys(TARGETS).join(", ")} or a file in them`);
      return 2;
    }
    const { status } = spawnSync("npx", ["stryker", "run", configurationOf(mutated, target[1])], {
      cwd: ROOT,
      stdio: "inherit",
      // The properties run on every mutant: few runs each.
      env: { ...process.env, PROPERTY_RUNS: "60", CONTAINMENT_PAIRS: "60", NODE_OPTIONS: `--require ${PRELOAD}` },
    });
    worst = worst === 0 ? (status ?? 1) : worst;
  }
  return worst;
}

process.exitCode = main(process.argv.slice(2));
