import { cpus } from "node:os";
import { join } from "node:path";
import { Bench } from "tinybench";
import { measureContainment } from "./containment";
import { addEvaluate } from "./evaluate";
import { addLint } from "./lint.bench";
import { measurePolicies } from "./policies";
import { measurePreview } from "./preview";
import { measureRightSizing } from "./right-size";
import { measureRoleStacks } from "./role-stack";
import { measureTargets, targetTable, writeResults } from "./targets";

/**
 * Runs the measurements and prints one row each: calls a second, median and higher percentiles in microseconds; the figures
 * with a target as a table of their own, first. `--update` writes that table to docs/benchmarks.md.
 */
async function main(update: boolean): Promise<void> {
  const table = targetTable(measureTargets());
  console.log(`${table}\n`);
  const processor = `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores`;
  if (update) writeResults(join(__dirname, "..", "docs", "benchmarks.md"), table, processor);
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
  await measurePreview();
  await measureRoleStacks();
  await measureRightSizing(200_000);
  measureContainment(join(__dirname, "..", "docs", "containment-growth.svg"));
}

void main(process.argv.includes("--update"));
