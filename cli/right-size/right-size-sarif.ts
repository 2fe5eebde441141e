import type { NamedPolicy } from "../../iam";
import { sarifLocation, sarifLog, type SarifLevel } from "../sarif";
import type { RightSizeResult } from "./result";

const RULES = [
  ["unused-permission", "A permission that was not used"],
  ["unobservable-permission", "A permission whose use the logs cannot show"],
  ["added-permission", "A call that was allowed, and not by the old policies"],
  ["not-decided", "Something that could not be decided"],
] as const;

/** One finding, at a statement of an old policy, or at the first of them as a whole. */
interface Finding {
  readonly ruleId: (typeof RULES)[number][0];
  readonly level: SarifLevel;
  readonly message: string;
  readonly file: string;
  readonly pointer: string;
}

/** The result as a SARIF log; `undecided` is said of the first of the old policies. */
export function rightSizeSarif(result: RightSizeResult, old: readonly NamedPolicy[], undecided: readonly string[]) {
  const subject = old[0]?.id ?? result.roleArn;
  const findings = [...unused(result), ...unobservable(result), ...added(result, subject)];
  const open = undecided.map((message): Finding => ({
    ruleId: "not-decided",
    level: "warning",
    message,
    file: subject,
    pointer: "",
  }));
  return sarifLog(
    [...findings, ...open].map(({ ruleId, level, message, file, pointer }) => ({
      ruleId,
      level,
      message: { text: message },
      locations: [sarifLocation(file, pointer)],
    })),
    RULES.map(([id, title]) => ({
      id,
      shortDescription: { text: title },
      helpUri: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-gen-least-privilege-policies",
    })),
  );
}

function unused({ proposal }: RightSizeResult): readonly Finding[] {
  const finding = ({ policyId, statementIndex }: Place, message: string): Finding => ({
    ruleId: "unused-permission",
    level: "warning",
    message,
    file: policyId,
    pointer: `/Statement/${statementIndex}`,
  });
  return [
    ...proposal.removed.map((one) =>
      finding(one, `${one.action} was not used${one.isWhole ? "" : ` on ${one.resources.join(", ")}`}`),
    ),
    ...proposal.narrowed.map((one) => finding(one, `${one.action} was used on a part of ${one.resource} alone`)),
  ];
}

/** The statement that a permission is of. */
interface Place {
  readonly policyId: string;
  readonly statementIndex: number;
}

function unobservable({ proposal }: RightSizeResult): readonly Finding[] {
  return proposal.kept.map(({ action, resource, reason, statement }) => ({
    ruleId: "unobservable-permission",
    level: "note",
    message: `${action} on ${resource} is kept: ${reason}`,
    file: statement.policyId,
    pointer: statement.statement.pointer,
  }));
}

function added({ proposal }: RightSizeResult, subject: string): readonly Finding[] {
  return proposal.additions.map(({ action, resource }) => ({
    ruleId: "added-permission",
    level: "warning",
    message: `${action} on ${resource} was allowed, and not by the old policies`,
    file: subject,
    pointer: "",
  }));
}
