import { judgeOwnPermissions } from "../../iam";
import { effectivePrincipal, ownResources } from "../../stack-model/effective-principal";
import type { StackModel } from "../../stack-model/stack-model";
import type { StackPrincipal } from "../../stack-model/stack-principals";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import { causesOf } from "./document-judge";
import { renderStatements } from "./render-difference";

const FIX = "leave the principal itself out of the resources, or add a Deny of the call on it";

/**
 * Judges which principals of the stack may give themselves any permission. What `reported` says of the same statements, or
 * leaves undecided of the same documents, is not said again.
 */
export function judgeOwnWriters(model: StackModel, reported: readonly Finding[]): readonly Finding[] {
  const told = new Set(reported.flatMap(({ causes = [] }) => causes));
  const undecided = new Set(reported.map(({ resource }) => resource.urn));
  return model.principals.principals.flatMap((principal) => {
    const finding = judgePrincipal(principal);
    if (finding === undefined) return [];
    const isTold =
      finding.kind === "violation"
        ? finding.causes?.some((cause) => told.has(cause))
        : principal.documents.some(({ resource }) => undecided.has(resource.urn));
    return isTold === true ? [] : [finding];
  });
}

function judgePrincipal(principal: StackPrincipal): Finding | undefined {
  const { resource } = principal;
  const { subject } = effectivePrincipal(principal);
  const { known, all, unnamed } = ownResources(principal);
  const answer = judgeOwnPermissions(subject, known);
  const undecided = answer.kind === "unknown" ? answer.reason.message : subject.boundaryGap;
  if (answer.kind === "granted" && undecided === undefined) {
    const call = `\`${answer.request.action}\``;
    const problem = `may give itself any permission with ${call}, by ${renderStatements(answer.statements)}`;
    return { kind: "violation", resource, problem, fix: FIX, causes: causesOf(principal, answer.statements) };
  }
  if (answer.kind !== "notGranted") return notVerified(resource, undecided ?? "");
  return unnamed === undefined || judgeOwnPermissions(subject, all).kind === "notGranted"
    ? undefined
    : notVerified(resource, `the name of ${labelOf(unnamed)} is not known at preview`);
}

function notVerified(resource: StackResource, reason: string): Finding {
  const problem = `whether it may give itself any permission is not decided: ${reason}`;
  return { kind: "notVerified", resource, problem, fix: FIX };
}
