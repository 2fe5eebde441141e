import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";

/** Runs of each property in a nightly campaign; `PROPERTY_RUNS` sets another number. */
const RUNS = "50000";
/** Pairs of policies whose containment is compared with an enumeration; `CONTAINMENT_PAIRS` sets another number. */
const PAIRS = "200000";
/** Size of the generated logs of CloudTrail in megabytes; `LOG_MEGABYTES` sets another one. */
const LOG_MEGABYTES = "2000";
const SPECS = ["tests/!(e2e)/**/*.spec.ts"];

/**
 * The unit tests with a random seed, printed so that a find can be repeated with `PROPERTY_SEED`. Arguments are the specs to
 * run instead of all.
 */
function main(specs: readonly string[]): number {
  const seed = process.env["PROPERTY_SEED"] ?? String(randomInt(2 ** 31));
  const runs = process.env["PROPERTY_RUNS"] ?? RUNS;
  const pairs = process.env["CONTAINMENT_PAIRS"] ?? PAIRS;
  const megabytes = process.env["LOG_MEGABYTES"] ?? LOG_MEGABYTES;
  console.log(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${runs} CONTAINMENT_PAIRS=${pairs} LOG_MEGABYTES=${megabytes}`);
  const { status } = spawnSync("npx", ["mocha", "--timeout", "3600000", ...(specs.length === 0 ? SPECS : specs)], {
    stdio: "inherit",
    env: {
      ...process.env,
      PROPERTY_SEED: seed,
      PROPERTY_RUNS: runs,
      CONTAINMENT_PAIRS: pairs,
      LOG_MEGABYTES: megabytes,
    },
  });
  return status ?? 1;
}

process.exitCode = main(process.argv.slice(2));
