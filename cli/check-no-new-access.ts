import type { Command } from "commander";
import {
  bundledCatalogue,
  checkContainment,
  describeCounterexample,
  type Containment,
  type NamedPolicy,
  type PolicyType,
} from "../iam";
import { differenceReport, type Difference } from "./difference-report";
import { readDocument } from "./document-input";
import { readJson } from "./input";
import { formatOption, typeOption, type CommonOptions } from "./options";
import type { CommandResult } from "./report";
import { runCommand } from "./run-command";

interface NoNewAccessOptions extends CommonOptions {
  readonly existing: string;
  readonly new: string;
  readonly type: PolicyType;
  readonly typed?: boolean;
}

const EXIT_CODES: Readonly<Record<Containment["kind"], 0 | 1 | 3>> = { contained: 0, notContained: 1, unknown: 3 };

/** `ec2-identity check-no-new-access`: 0 contained, 1 not contained, 3 unknown. */
export function addCheckNoNewAccessCommand(program: Command): void {
  program
    .command("check-no-new-access")
    .description("check that a new version of a policy allows nothing that the existing one does not")
    .requiredOption("--existing <file>", "the existing policy document in JSON")
    .requiredOption("--new <file>", "the new policy document in JSON")
    .addOption(typeOption("where the documents stand").default("identity"))
    .option("--typed", "only requests that AWS can receive: an action together with its resource types")
    .addOption(formatOption())
    .action((options: NoNewAccessOptions) => {
      runCommand(options.format, () => checkFiles(options));
    });
}

function checkFiles({ existing, new: next, type, typed }: NoNewAccessOptions): CommandResult {
  const input = readJson(next);
  const inner = [{ id: next, document: readDocument(input, type, "--type") }];
  const outer = [{ id: existing, document: readDocument(readJson(existing), type, "--type") }];
  const catalogue = typed === true ? { catalogue: bundledCatalogue() } : {};
  const containment = checkContainment(inner, outer, { policyType: type, ...catalogue });
  const difference = describe(containment, outer, type);
  return {
    report: differenceReport("check-no-new-access", difference, containment, input),
    exitCode: EXIT_CODES[containment.kind],
  };
}

function describe(containment: Containment, outer: readonly NamedPolicy[], policyType: PolicyType): Difference {
  switch (containment.kind) {
    case "contained":
      return { outcome: "passed", sentence: "the new policy allows nothing that the existing one does not" };
    case "notContained": {
      const sentence = "the new policy allows a request that the existing one does not";
      const details = describeCounterexample(containment, outer, { policyType });
      return { outcome: "failed", sentence, details, allowedBy: containment.allowedBy };
    }
    case "unknown":
      return { outcome: "unknown", sentence: `not decided: ${containment.reason.message}` };
  }
}
