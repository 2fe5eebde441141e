import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { knownActionsSource } from "./known-actions";

/** Writes iam/data/known-actions.ts anew: `npx tsx tools/known-actions/generate-known-actions.ts`. */
async function main(): Promise<void> {
  writeFileSync(join(__dirname, "..", "..", "iam", "data", "known-actions.ts"), await knownActionsSource());
}

void main();
