import { findingsReport, type CheckedFile } from "./findings-report";
import { InputError, type InputFault } from "./input";
import type { CommandResult } from "./report";
import type { SarifRule } from "./sarif";

/**
 * Checks every file; those that cannot be read are left out and reported. 0 no error finding, 1 findings.
 * @throws what `check` throws other than an InputError.
 */
export function checkFiles(
  files: readonly string[],
  check: (file: string) => CheckedFile,
  rules: readonly SarifRule[],
): CommandResult {
  const checked: CheckedFile[] = [];
  const faults: InputFault[] = [];
  for (const file of files) {
    try {
      checked.push(check(file));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  const hasError = checked.some(({ findings }) => findings.some(({ severity }) => severity === "error"));
  return { report: findingsReport(checked, faults, rules), exitCode: hasError ? 1 : 0, faults };
}
