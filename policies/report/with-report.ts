import type { Policies } from "@pulumi/policy";
import { bundledCatalogue } from "../../iam";
import { packageVersion } from "../../report/package-version";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { rolesOverview } from "../../stack-model/role-overview";
import { StackModel } from "../../stack-model/stack-model";
import { definePolicy } from "../define-policy";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { Recorder } from "./recorder";
import { REPORT_VARIABLE, reportFiles, writeReport, type ReportFiles } from "./report-files";
import { reportMarkdown, unfinishedMarkdown } from "./report-markdown";
import { reportSarif, unfinishedSarif } from "./report-sarif";

const NAME = "ec2-identity-report";

const UNFINISHED =
  `The policies were not asked about the stack as a whole: the program ended with an error, or \`${NAME}\` is disabled by ` +
  "the configuration of the pack, as by `all`.";

/**
 * The policies of a pack, so that they write the report that EC2_IDENTITY_REPORT asks for: each as it is, with what it
 * reports remembered, and after them one that writes the report. Without the variable, the policies as they are. The
 * report is written once here, as one of a run that has not come to its end.
 * @throws RunError where the report cannot be written.
 */
export function withReport(policies: Policies, env: NodeJS.ProcessEnv = process.env): Policies {
  const files = reportFiles(env);
  if (files === undefined) return [...policies];
  const version = packageVersion();
  writeReport(files, {
    sarif: jsonText(unfinishedSarif(UNFINISHED, version)),
    markdown: unfinishedMarkdown(UNFINISHED),
  });
  const recorder = new Recorder();
  const writer = definePolicy(reportWriter(recorder, files, version), () => new Date());
  return [...policies.map((policy) => recorder.record(policy)), writer];
}

function reportWriter(recorder: Recorder, files: ReportFiles, version: string): StackPolicyDeclaration {
  return {
    kind: "stack",
    name: NAME,
    displayName: "Report",
    description: `The report that ${REPORT_VARIABLE} asks for is written.`,
    severity: "low",
    enforcementLevel: "advisory",
    tags: ["report"],
    remediationSteps: `Give a path in ${REPORT_VARIABLE} at which files can be written.`,
    judgeStack: {
      reads: () => true,
      inputsOf: [ROLE_TYPE],
      judge: (resources) => {
        const content = { ...recorder.take(), overview: rolesOverview(new StackModel(resources), bundledCatalogue()) };
        const sarif = reportSarif(content, version);
        writeReport(files, { sarif: jsonText(sarif), markdown: reportMarkdown(content) });
        return [];
      },
    },
  };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
