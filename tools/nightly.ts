import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";

/** Runs of each property in a nightly campaign. */
const RUNS = "50000";
/** Pairs of policies whose containment is compared with an enumeration. */
const PAIRS = "200000";

/** The unit tests with a random seed, printed so that a find can be repeated with `PROPERTY_SEED`. */
function main(): number {
  const seed = process.env["PROPERTY_SEED"] ?? String(randomInt(2 ** 31));
  const pairs = process.env["CONTAINMENT_PAIRS"] ?? PAIRS;
  console.log(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS} CONTAINMENT_PAIRS=${pairs}`);
  const { status } = spawnSync("npx", ["mocha", "--timeout", "3600000", "tests/!(e2e)/**/*.spec.ts"], {
    stdio: "inherit",
    env: { ...process.env, PROPERTY_SEED: seed, PROPERTY_RUNS: RUNS, CONTAINMENT_PAIRS: pairs },
  });
  return status ?? 1;
}

process.exitCode = main();
