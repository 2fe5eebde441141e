import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const RUNS = 15;
const BUILT = join(__dirname, "..", "dist", "iam", "index.js");

/** The index loads each module with the first use of what it exports: naming these loads what they need. */
const ENGINE = [
  "parsePolicyDocument",
  "serializePolicyDocument",
  "normalizePolicyDocument",
  "compilePolicies",
  "evaluate",
  "evaluateAll",
  "checkContainment",
  "checkEquivalence",
  "checkDisjointness",
  "effectivePermissions",
];

/**
 * Milliseconds that loading the built engine takes in a Node that runs already, each in a process of its own: documents,
 * evaluation and containment, without what explains, lints or knows AWS's actions. Undefined when it is not built.
 */
export function loadingTimes(): readonly number[] | undefined {
  if (!existsSync(BUILT)) return undefined;
  const load = `const {${ENGINE.join()}}=require(${JSON.stringify(BUILT)})`;
  const script = `const t=process.hrtime.bigint();${load};console.log(Number(process.hrtime.bigint()-t)/1e6)`;
  return Array.from({ length: RUNS }, () =>
    Number(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" })),
  );
}
