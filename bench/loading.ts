import { execFileSync } from "node:child_process";
import { join } from "node:path";

const RUNS = 15;
const BUILT = join(__dirname, "..", "dist", "iam", "index.js");

/**
 * Milliseconds that loading the built engine takes over an empty Node: medians of separate processes.
 * Undefined when the engine is not built.
 */
export function loadingTime(
  isBuilt: (path: string) => boolean,
): { readonly median: number; readonly spread: number } | undefined {
  if (!isBuilt(BUILT)) return undefined;
  const script = `const t=process.hrtime.bigint();require(${JSON.stringify(BUILT)});console.log(Number(process.hrtime.bigint()-t)/1e6)`;
  const times = Array.from({ length: RUNS }, () =>
    Number(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" })),
  );
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)] ?? 0;
  return { median: at(0.5), spread: at(0.75) - at(0.25) };
}
