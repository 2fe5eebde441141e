import { existsSync } from "node:fs";
import { join } from "node:path";
import { Bench } from "tinybench";
import { measureContainment } from "./containment";
import { addEvaluate } from "./evaluate";
import { addLint } from "./lint.bench";
import { loadingTime } from "./loading";
import { measurePolicies } from "./policies";

/** Runs the measurements and prints one row each: calls a second, median and spread (the middle half) in microseconds. */
async function main(): Promise<void> {
  const bench = new Bench({ time: 1000, warmupTime: 300 });
  addEvaluate(bench);
  addLint(bench);
  await bench.run();
  const rows = bench.tasks.map(({ name, result }) => {
    if (result.state !== "completed") throw new Error(`${name}: the measurement did not end, but is ${result.state}`);
    const { p50, p75, p99 } = result.latency;
    return {
      measurement: name,
      "calls/s": Math.round(1000 / p50).toLocaleString("en"),
      "median µs": (p50 * 1000).toFixed(2),
      "75 % µs": (p75 * 1000).toFixed(2),
      "99 % µs": (p99 * 1000).toFixed(2),
    };
  });
  console.table(rows);
  await measurePolicies();
  measureContainment(join(__dirname, "..", "docs", "containment-growth.svg"));
  const loading = loadingTime(existsSync);
  if (loading === undefined) console.log("loading: not measured, `npm run build` first");
  else console.log(`loading iam: median ${loading.median.toFixed(1)} ms, spread ${loading.spread.toFixed(1)} ms`);
}

void main();
