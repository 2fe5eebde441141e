import { packageVersion } from "../report/package-version";
import { sarifLogOf, type SarifLocation, type SarifLog, type SarifResult, type SarifRule } from "../report/sarif";
import type { TextPosition } from "./locate-pointer";
import type { InputFault } from "./input";

export type { SarifLevel, SarifLog, SarifResult, SarifRule } from "../report/sarif";

/** A log of results; inputs that could not be used make it unsuccessful. */
export function sarifLog(
  results: readonly SarifResult[],
  rules: readonly SarifRule[],
  faults: readonly InputFault[] = [],
): SarifLog {
  const invocation =
    faults.length === 0
      ? { executionSuccessful: true }
      : { executionSuccessful: false, toolExecutionNotifications: faults.map(notification) };
  return sarifLogOf({ results, rules, invocation, version: packageVersion() });
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
