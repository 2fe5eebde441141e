import type { Command } from "commander";
import { duplicateKeys } from "../iam";
import { checkConfiguration, CONFIGURATION_CODES } from "../policies/check-configuration";
import { DOCUMENTATION_URL } from "../policies/define-policy";
import { policyDeclarations } from "../policies/registry";
import { checkFiles } from "./check-files";
import type { CheckedFile } from "./findings-report";
import { InputError, readJson } from "./input";
import { collect, formatOption, type CommonOptions } from "./options";
import { runCommand } from "./run-command";
import { pointerOf } from "./schema-faults";

interface CheckPolicyConfigOptions extends CommonOptions {
  readonly otherPolicy?: readonly string[];
}

const RULES = Object.entries(CONFIGURATION_CODES).map(([id, text]) => ({
  id,
  shortDescription: { text },
  helpUri: `${DOCUMENTATION_URL}/index.md`,
}));

/** `ec2-identity check-policy-config FILE…`: 0 right, 1 wrong names, keys or values. */
export function addCheckPolicyConfigCommand(program: Command): void {
  program
    .command("check-policy-config")
    .description("check configurations of the policy pack, of which the Pulumi CLI passes over wrong names in silence")
    .argument("<files...>", "files for --policy-pack-config, in JSON; - is standard input")
    .option("--other-policy <name>", "a policy that your own pack has beside these (repeatable)", collect)
    .addOption(formatOption())
    .action((files: string[], { format, otherPolicy = [] }: CheckPolicyConfigOptions) => {
      const now = new Date();
      runCommand(format, () => checkFiles(files, (file) => checkFile(file, otherPolicy, now), RULES));
    });
}

function checkFile(file: string, otherPolicies: readonly string[], now: Date): CheckedFile {
  const { text, json } = readJson(file);
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    const reason = "it is no configuration of a policy pack: expected an object with an entry for each policy";
    throw new InputError([{ file, pointer: "", reason }]);
  }
  const check = { declarations: policyDeclarations, otherPolicies, now };
  const findings = checkConfiguration(json as Readonly<Record<string, unknown>>, check).map(({ path, ...problem }) => ({
    ...problem,
    severity: problem.code === "not-checked" ? ("suggestion" as const) : ("error" as const),
    pointer: pointerOf(path),
  }));
  const twice = duplicateKeys(text).map((pointer) => ({
    code: "duplicate-key",
    severity: "error" as const,
    pointer,
    message: "the key stands here more than once, and only the last counts",
    fix: "keep one of them",
  }));
  return { file, text, findings: [...twice, ...findings] };
}
