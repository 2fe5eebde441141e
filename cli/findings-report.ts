import Table from "cli-table3";
import type { Finding, Severity } from "../iam";
import { cell, markdownTable } from "../report/markdown-table";
import type { InputFault } from "./input";
import { PointerLocator, type TextPosition } from "./locate-pointer";
import type { Colors, Report } from "./report";
import { sarifLocation, sarifLog, type SarifLevel, type SarifLog, type SarifRule } from "./sarif";

/** A file with what was found in it. */
export interface CheckedFile {
  readonly file: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

const NAMES: Readonly<Record<Severity, string>> = {
  error: "error",
  securityWarning: "security warning",
  warning: "warning",
  suggestion: "suggestion",
};
const SEVERITIES = Object.keys(NAMES) as Severity[];

const LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  error: "error",
  securityWarning: "warning",
  warning: "warning",
  suggestion: "note",
};

/** A finding with the line and column of its place. */
type LocatedFinding = Finding & TextPosition;

function located({ text, findings }: CheckedFile): readonly LocatedFinding[] {
  const locator = new PointerLocator(text);
  return findings.map((finding) => ({ ...finding, ...locator.locate(finding.pointer) }));
}

/** The findings of several files in every format; `rules` says what their codes mean. */
export function findingsReport(
  files: readonly CheckedFile[],
  faults: readonly InputFault[],
  rules: readonly SarifRule[],
): Report {
  return {
    json: { files: files.map((file) => ({ file: file.file, findings: located(file) })), errors: faults },
    text: (colors) => [...files.map((file) => fileText(file, colors)), summary(files)].filter(Boolean).join("\n\n"),
    markdown: () => files.map(fileMarkdown).join("\n\n"),
    sarif: () => findingsSarif(files, faults, rules),
  };
}

function fileText(file: CheckedFile, colors: Colors): string {
  if (file.findings.length === 0) return `${colors.bold(file.file)}: ${colors.green("nothing found")}`;
  const paint: Readonly<Record<Severity, (text: string) => string>> = {
    error: colors.red,
    securityWarning: colors.magenta,
    warning: colors.yellow,
    suggestion: colors.cyan,
  };
  const lines = located(file).flatMap(({ severity, code, pointer, message, fix, line, column }) => [
    `  ${line}:${column}  ${paint[severity](NAMES[severity])}  ${colors.bold(code)}  ${colors.dim(pointer || "/")}`,
    `      ${message}`,
    ...(fix === undefined ? [] : [`      ${colors.dim("fix:")} ${fix}`]),
  ]);
  return [colors.bold(file.file), ...lines].join("\n");
}

/** Numbers by file and severity, for more files than one. */
function summary(files: readonly CheckedFile[]): string {
  if (files.length < 2) return "";
  const table = new Table({
    head: ["file", ...SEVERITIES.map((severity) => `${NAMES[severity]}s`)],
    style: { head: [], border: [] },
  });
  for (const { file, findings } of files) {
    table.push([
      file,
      ...SEVERITIES.map((severity) => findings.filter((finding) => finding.severity === severity).length),
    ]);
  }
  return table.toString();
}

function fileMarkdown(file: CheckedFile): string {
  const heading = `## ${file.file}`;
  if (file.findings.length === 0) return `${heading}\n\nNothing found.`;
  const rows = located(file).map(({ severity, code, pointer, message, fix, line }) =>
    [NAMES[severity], `\`${code}\``, `line ${line}, \`${pointer || "/"}\``, message, fix ?? ""].map(cell),
  );
  return [heading, "", ...markdownTable(["severity", "code", "place", "finding", "fix"], rows)].join("\n");
}

function findingsSarif(
  files: readonly CheckedFile[],
  faults: readonly InputFault[],
  rules: readonly SarifRule[],
): SarifLog {
  const found = files.flatMap((file) => located(file).map((finding) => ({ file: file.file, ...finding })));
  const codes = new Set(found.map(({ code }) => code));
  const results = found.map(({ file, code, severity, pointer, message, fix, line, column }) => ({
    ruleId: code,
    level: LEVELS[severity],
    message: { text: fix === undefined ? message : `${message}; ${fix}` },
    locations: [sarifLocation(file, pointer, { line, column })],
  }));
  return sarifLog(
    results,
    rules.filter(({ id }) => codes.has(id)),
    faults,
  );
}
