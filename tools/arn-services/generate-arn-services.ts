import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { arnServiceIndex } from "./arn-service-index";

/** Writes iam/data/arn-services.json anew: `npx tsx tools/arn-services/generate-arn-services.ts`. */
const target = join(__dirname, "..", "..", "iam", "data", "arn-services.json");
writeFileSync(target, `${JSON.stringify(arnServiceIndex(), undefined, 1)}\n`);
