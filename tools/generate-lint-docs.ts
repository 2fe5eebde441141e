import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { lintRules, type RuleMetadata, type Severity } from "../iam";
import { REPOSITORY } from "./repository";

const TARGET = join(REPOSITORY, "docs", "lint.md");

const TITLES: Readonly<Record<Severity, string>> = {
  error: "Errors",
  securityWarning: "Security warnings",
  warning: "Warnings",
  suggestion: "Suggestions",
};

/** The text of `docs/lint.md`, made of the rules' metadata. */
export async function lintDocs(): Promise<string> {
  const rules = lintRules();
  const sections = (Object.keys(TITLES) as Severity[]).map((severity) => section(severity, rules));
  const text = [
    "# Lint: the codes",
    "",
    "`ec2-identity lint` and `lintPolicy` report these codes. They are the issue codes of IAM Access Analyzer's policy",
    "validation in kebab-case; each links to AWS's page. `unsupported-resource-for-action`,",
    "`unsupported-resource-for-denied-action` and `unsupported-sid` have no such code: the page says what does not work. The last column names the types of policies that are judged.",
    "This file is generated: `npm run docs:lint`.",
    "",
    ...sections.flat(),
  ].join("\n");
  return format(text, { ...(await resolveConfig(TARGET)), parser: "markdown" });
}

function section(severity: Severity, rules: readonly RuleMetadata[]): readonly string[] {
  const own = rules.filter((rule) => rule.severity === severity);
  return [
    `## ${TITLES[severity]} (${own.length})`,
    "",
    "| code | what it finds | policies |",
    "| --- | --- | --- |",
    ...own.map(
      ({ code, source, description, policyTypes, needsCatalogue }) =>
        `| [${code}](${source}) | ${description.replaceAll("|", "\\|")}${needsCatalogue === true ? " Needs the catalogue." : ""} | ${policyTypes?.join(", ") ?? "all"} |`,
    ),
    "",
  ];
}

/** Writes `docs/lint.md`. */
async function main(): Promise<void> {
  writeFileSync(TARGET, await lintDocs());
}

if (require.main === module) void main();
