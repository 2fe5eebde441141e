import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const RUNS = 15;
const BUILT = join(__dirname, "..", "dist", "iam", "index.js");

/** Milliseconds that loading the built engine takes in a Node that runs already, each in a process of its own; undefined when it is not built. */
export function loadingTimes(): readonly number[] | undefined {
  if (!existsSync(BUILT)) return undefined;
  const script = `const t=process.hrtime.bigint();require(${JSON.stringify(BUILT)});console.log(Number(process.hrtime.bigint()-t)/1e6)`;
  return Array.from({ length: RUNS }, () =>
    Number(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" })),
  );
}
