import { type AccessAnswer, judgeOwnPermissions, type StatementReference } from "../../iam";
import { effectivePrincipal, ownResources } from "../../stack-model/effective-principal";
import type { StackModel } from "../../stack-model/stack-model";
import type { StackPrincipal } from "../../stack-model/stack-principals";
import { labelOf } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import { causesOf, documentsOf } from "./document-judge";
import { renderStatements } from "./render-difference";

const FIX = "leave the principal itself out of the resources, or add a Deny of the call on it";

/**
 * Judges which principals of the stack may give themselves any permission. What `reported` says of the same statements, or
 * leaves undecided of the same documents, is not said again.
 */
export function judgeOwnWriters(model: StackModel, reported: readonly Finding[]): readonly Finding[] {
  const told = new Set(reported.flatMap(({ causes = [] }) => causes));
  const undecided = new Set(reported.filter(({ kind }) => kind === "notVerified").map(({ resource }) => resource.urn));
  return model.principals.principals.flatMap((principal) => {
    const finding = judgePrincipal(principal, model);
    if (finding === undefined) return [];
    const isTold =
      finding.causes?.some((cause) => told.has(cause)) === true ||
      (finding.kind === "notVerified" && principal.documents.some(({ resource }) => undecided.has(resource.urn)));
    return isTold ? [] : [finding];
  });
}

function judgePrincipal(principal: StackPrincipal, model: StackModel): Finding | undefined {
  const { resource } = principal;
  const { subject } = effectivePrincipal(principal);
  const { known, all, unnamed } = ownResources(principal);
  const answer = judgeOwnPermissions(subject, known);
  const undecided = answer.kind === "unknown" ? answer.reason.message : subject.boundaryGap;
  if (answer.kind === "granted" && undecided === undefined) {
    if (isReportedOfGroup(principal, answer.statements, model)) return undefined;
    const call = `\`${answer.request.action}\``;
    const problem = `may give itself any permission with ${call}, by ${renderStatements(answer.statements)}`;
    return { kind: "violation", resource, problem, fix: FIX, causes: causesOf(principal, answer.statements) };
  }
  if (answer.kind !== "notGranted") return notVerified(principal, answer, undecided ?? "");
  const ofAll = unnamed === undefined ? answer : judgeOwnPermissions(subject, all);
  if (unnamed === undefined || ofAll.kind === "notGranted") return undefined;
  return notVerified(principal, ofAll, `the name of ${labelOf(unnamed)} is not known at preview`);
}

function notVerified(principal: StackPrincipal, answer: AccessAnswer, reason: string): Finding {
  const problem = `whether it may give itself any permission is not decided: ${reason}`;
  const causes = answer.kind === "granted" ? causesOf(principal, answer.statements) : [];
  return { kind: "notVerified", resource: principal.resource, problem, fix: FIX, causes };
}

/** Whether a user owes it to a group alone, which may give itself any permission: then that is reported of the group. */
function isReportedOfGroup(
  principal: StackPrincipal,
  statements: readonly StatementReference[],
  model: StackModel,
): boolean {
  const used = documentsOf(principal, statements);
  const { subject } = effectivePrincipal(principal);
  const isByGroup = model.principals.principals.some(
    (one) => principal.groups.includes(one.resource) && used.every((document) => one.documents.includes(document)),
  );
  const alone = { ...ownResources(principal).known, groups: [] };
  return isByGroup && judgeOwnPermissions(subject, alone).kind === "notGranted";
}
