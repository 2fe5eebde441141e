import { createColors } from "picocolors";
import type { InputFault } from "./input";
import { sarifLog, type SarifLog } from "./sarif";

/** How a command prints its report. */
export const FORMATS = ["text", "json", "sarif", "markdown"] as const;
/** One of them. */
export type Format = (typeof FORMATS)[number];

/** Paints text for a terminal, or leaves it as it is. */
export type Colors = ReturnType<typeof createColors>;

/** What a command found, in every format. */
export interface Report {
  readonly json: unknown;
  text(colors: Colors): string;
  markdown(): string;
  sarif(): SarifLog;
}

/** A report with the exit code that it comes to, and what was wrong with inputs that were left out. */
export interface CommandResult {
  readonly report: Report;
  readonly exitCode: 0 | 1 | 3;
  readonly faults?: readonly InputFault[];
}

/**
 * Prints a report on standard output: in json and sarif one value and nothing else. Faults of inputs go to standard
 * error in the formats for people, and make the exit code 2.
 */
export function printResult({ report, exitCode, faults = [] }: CommandResult, format: Format): number {
  if (format === "json") print(JSON.stringify(report.json, undefined, 2));
  else if (format === "sarif") print(JSON.stringify(report.sarif(), undefined, 2));
  else print(format === "markdown" ? report.markdown() : report.text(outputColors()));
  if (format === "text" || format === "markdown") printFaults(faults);
  return faults.length > 0 ? 2 : exitCode;
}

/** Prints the faults of a command that made no report. */
export function printFaultsOnly(faults: readonly InputFault[], format: Format): void {
  if (format === "json") print(JSON.stringify({ errors: faults }, undefined, 2));
  else if (format === "sarif") print(JSON.stringify(sarifLog([], [], faults), undefined, 2));
  else printFaults(faults);
}

function printFaults(faults: readonly InputFault[]): void {
  for (const { file, pointer, reason } of faults) {
    process.stderr.write(`ec2-identity: ${file}${pointer === "" ? "" : ` ${pointer}`}: ${reason}\n`);
  }
}

function print(text: string): void {
  if (text !== "") process.stdout.write(`${text}\n`);
}

/** Colours on a terminal only, and none where NO_COLOR is set. @see https://no-color.org */
function outputColors(): Colors {
  return createColors(process.stdout.isTTY ? (process.env["NO_COLOR"] ?? "") === "" : false);
}
