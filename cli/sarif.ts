import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TextPosition } from "./locate-pointer";
import type { InputFault } from "./input";

/** A SARIF 2.1.0 log with one run, as far as these commands fill it. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly [SarifRun];
}

interface SarifRun {
  readonly tool: { readonly driver: SarifDriver };
  readonly results: readonly SarifResult[];
  readonly invocations: readonly [SarifInvocation];
  readonly columnKind: "utf16CodeUnits";
}

interface SarifDriver {
  readonly name: "ec2-identity";
  readonly version: string;
  readonly rules: readonly SarifRule[];
}

/** What a code means. */
export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly helpUri: string;
}

export type SarifLevel = "error" | "warning" | "note";

/** One result, with its place in a file. */
export interface SarifResult {
  readonly ruleId: string;
  readonly level: SarifLevel;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
}

interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region?: { readonly startLine: number; readonly startColumn: number };
  };
  readonly logicalLocations?: readonly [{ readonly fullyQualifiedName: string }];
}

interface SarifInvocation {
  readonly executionSuccessful: boolean;
  readonly toolExecutionNotifications?: readonly {
    readonly level: "error";
    readonly message: { readonly text: string };
    readonly locations: readonly SarifLocation[];
  }[];
}

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** A log of results; inputs that could not be used make it unsuccessful. */
export function sarifLog(
  results: readonly SarifResult[],
  rules: readonly SarifRule[],
  faults: readonly InputFault[] = [],
): SarifLog {
  const invocation: SarifInvocation =
    faults.length === 0
      ? { executionSuccessful: true }
      : { executionSuccessful: false, toolExecutionNotifications: faults.map(notification) };
  const driver = { name: "ec2-identity", version: packageVersion(), rules } as const;
  const run = { tool: { driver }, results, invocations: [invocation], columnKind: "utf16CodeUnits" } as const;
  return { $schema: SCHEMA, version: "2.1.0", runs: [run] };
}

/** A place in a file, by JSON pointer and, when it is known, by line and column. */
export function sarifLocation(file: string, pointer: string, position?: TextPosition): SarifLocation {
  const physicalLocation = {
    artifactLocation: { uri: file === "-" ? "stdin" : encodeURI(file.replaceAll("\\", "/")) },
    ...(position === undefined ? {} : { region: { startLine: position.line, startColumn: position.column } }),
  };
  return pointer === ""
    ? { physicalLocation }
    : { physicalLocation, logicalLocations: [{ fullyQualifiedName: pointer }] };
}

function notification({ file, pointer, reason }: InputFault) {
  return { level: "error", message: { text: reason }, locations: [sarifLocation(file, pointer)] } as const;
}

/** The package's version: its manifest stands above `cli` in the source, and above `dist/cli` once built. */
function packageVersion(): string {
  for (const parent of ["..", "../.."]) {
    try {
      const text = readFileSync(join(__dirname, parent, "package.json"), "utf8");
      return (JSON.parse(text) as { readonly version: string }).version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  throw new Error("the package's manifest is missing");
}
