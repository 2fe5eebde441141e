import { bundledCatalogue, checkContainment } from "../iam";
import { documentOf, FAMILIES, PIGEONS } from "./containment-families";
import { askCorpus, SIZES } from "./containment";

/** What a process of its own may hold at most, in MB, whatever containment is asked. */
const MOST_MEGABYTES = 200;

/**
 * Asks every question of the measurements of containment, and one that loads the whole catalogue, in this process, which does
 * nothing else, and prints the most memory that it ever held (its maximum resident set). Fails when that is more than is allowed.
 */
function main(): void {
  const atStart = process.resourceUsage().maxRSS / 1024;
  askCorpus();
  for (const family of FAMILIES) for (const n of SIZES) checkContainment(...family.pair(n));
  checkContainment(...PIGEONS.pair(10));
  const everything = documentOf([{ Action: "*" }]);
  checkContainment(everything, documentOf([{ Action: "*:*" }]), { catalogue: bundledCatalogue() });
  const most = process.resourceUsage().maxRSS / 1024;
  console.log(`containment alone: at most ${most.toFixed(0)} MB resident, of which ${atStart.toFixed(0)} MB before`);
  if (most > MOST_MEGABYTES) process.exitCode = 1;
}

main();
