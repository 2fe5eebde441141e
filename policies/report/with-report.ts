import type { Policies } from "@pulumi/policy";
import { bundledCatalogue } from "../../iam";
import { packageVersion } from "../../report/package-version";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { rolesOverview, type RolesOverview } from "../../stack-model/role-overview";
import { StackModel } from "../../stack-model/stack-model";
import { changeAnswers } from "../answers";
import { definePolicy } from "../define-policy";
import { onRepetition } from "../one-cause";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { Recorder } from "./recorder";
import { REPORT_VARIABLE, reportFiles, writeReport, type ReportFiles } from "./report-files";
import { reportMarkdown, unfinishedMarkdown } from "./report-markdown";
import { reportSarif, unfinishedSarif } from "./report-sarif";

const NAME = "ec2-identity-report";

const FIX = `give a path in ${REPORT_VARIABLE} at which files can be written`;

const UNFINISHED =
  `The policies were not asked about the stack as a whole: the program ended with an error, or \`${NAME}\` is disabled by ` +
  "the configuration of the pack, as by `all`.";

/**
 * The policies of a pack, so that they write the report that EC2_IDENTITY_REPORT asks for: each as it is, with what it
 * reports to the engine remembered, and after them one that writes the report. Without the variable, the policies as they are. The
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
  onRepetition((repetition) => {
    recorder.leaveOut(repetition);
  });
  const writer = definePolicy(reportWriter(recorder, files, version), () => new Date());
  return [...policies.map((policy) => recorder.record(policy)), writer];
}

/** Writes the report with the answer to the engine, since only then it is known what is a repetition. */
function reportWriter(recorder: Recorder, files: ReportFiles, version: string): StackPolicyDeclaration {
  let overview: RolesOverview | undefined;
  const write = (of: RolesOverview): void => {
    const content = { ...recorder.take(), overview: of };
    writeReport(files, { sarif: jsonText(reportSarif(content, version)), markdown: reportMarkdown(content) });
  };
  const writesWithAnswer = changeAnswers((diagnostics) => {
    if (overview === undefined) return diagnostics;
    const problem = problemOf(write, overview);
    overview = undefined;
    return diagnostics.flatMap((diagnostic) => {
      if (diagnostic.policyName !== NAME) return [diagnostic];
      return problem === undefined ? [] : [{ ...diagnostic, message: problem, enforcementLevel: "mandatory" }];
    });
  });
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
        const found = rolesOverview(new StackModel(resources), bundledCatalogue());
        const [first] = resources;
        if (!writesWithAnswer || first === undefined) {
          write(found);
          return [];
        }
        overview = found;
        // The answer leaves it out where the report was written.
        return [{ kind: "violation", resource: first, problem: "the report is not written", fix: FIX }];
      },
    },
  };
}

/** What is in the way of the report; undefined where it was written. */
function problemOf(write: (overview: RolesOverview) => void, overview: RolesOverview): string | undefined {
  try {
    write(overview);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
