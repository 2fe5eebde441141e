import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const RUNS = 15;
const BUILT = join(__dirname, "..", "dist", "iam", "index.js");

/** The index loads each module with the first use of what it exports: naming these loads what they need. */
export const EVALUATION = [
  "parsePolicyDocument",
  "serializePolicyDocument",
  "normalizePolicyDocument",
  "compilePolicies",
  "evaluate",
  "evaluateAll",
];
export const CONTAINMENT = ["checkContainment", "checkEquivalence", "checkDisjointness", "effectivePermissions"];

/**
 * Milliseconds that loading what the built engine exports by these names takes in a Node that runs already, each in a process
 * of its own; neither explanations nor lint rules nor the catalogue are among it. Empty when the engine is not built.
 */
export function loadingTimes(names: readonly string[]): readonly number[] {
  if (!existsSync(BUILT)) return [];
  const load = `const {${names.join()}}=require(${JSON.stringify(BUILT)})`;
  const script = `const t=process.hrtime.bigint();${load};console.log(Number(process.hrtime.bigint()-t)/1e6)`;
  return Array.from({ length: RUNS }, () =>
    Number(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" })),
  );
}
