import type { AccessAnswer, Reason } from "../../iam";
import { subjectOfPrincipal, withGrantsOf } from "../../stack-model/principal-subject";
import type { StackDocument } from "../../stack-model/stack-document";
import type { StackModel } from "../../stack-model/stack-model";
import type { StackPrincipal } from "../../stack-model/stack-principals";
import { labelOf } from "../../stack-model/stack-resource";
import { causeAt, type Finding } from "../findings";
import { reasonIn, type IdentityRule } from "./document-rule";
import { renderStatements } from "./render-difference";

/** How documents are made known at preview. */
export const MAKE_KNOWN =
  "make the document from values that are known at preview: names instead of ARNs and ids, arnOf(resource), or " +
  "InstanceRole and PassRoleGuard of pulumi-ec2-identity, whose documents are verified at the first preview";

const BOUNDARY = "boundary";
/** How an unknown boundary is made known. */
export const MAKE_BOUNDARY_KNOWN =
  "make the boundary in this stack from values that are known at preview, or narrow the document";

/** How an answer about what stands at `place` is made known, and as its cause the value that is missing there. */
export function howToDecide(
  { code, symbol }: Reason,
  rule: Pick<IdentityRule, "fix">,
  place: string,
): Pick<Finding, "fix" | "causes"> {
  if (symbol === undefined) return { fix: rule.fix };
  return { fix: code === BOUNDARY ? MAKE_BOUNDARY_KNOWN : MAKE_KNOWN, causes: [`${place} by ${symbol}`] };
}

/** Why an answer depends on the boundary of a principal; the boundary is the value that is missing. */
function boundaryReason({ resource }: StackPrincipal, message: string): Reason {
  return { code: BOUNDARY, message, symbol: causeAt(resource, "permissionsBoundary") };
}

/**
 * What a document that grants alone grants to its holders: nothing where the other policies and the boundary of every
 * holder take it away. An unknown boundary leaves it undecided; other unknown policies are not taken to deny. A document
 * that nobody in the stack holds is judged alone.
 */
export function judgeHeld(
  document: StackDocument,
  rule: IdentityRule,
  model: StackModel,
  alone: AccessAnswer,
): AccessAnswer {
  const holders = model.holdersOf(document);
  if (holders.length === 0) return alone;
  let undecided: AccessAnswer | undefined;
  for (const holder of holders) {
    const subject = subjectOfPrincipal(holder);
    const isAlone = subject.identity.length === 1 && subject.permissionsBoundary === undefined;
    const answer = isAlone ? alone : rule.judge(withGrantsOf(subject, document));
    if (answer.kind === "notGranted") continue;
    if (answer.kind === "unknown") undecided ??= answer;
    else if (subject.boundaryGap === undefined) return alone;
    else {
      const message = `it depends on the boundary of ${labelOf(holder.resource)}: ${subject.boundaryGap}`;
      undecided ??= { kind: "unknown", reason: boundaryReason(holder, message) };
    }
  }
  return undecided ?? { kind: "notGranted" };
}

/**
 * Judges what principals may do by all their policies together, for those of which no document is reported; and reports
 * documents of which it is not known to whom they belong.
 */
export function judgePrincipals(
  model: StackModel,
  rule: IdentityRule,
  ofDocuments: readonly Finding[],
): readonly Finding[] {
  const { principals, unplaced } = model.principals;
  const urnsOf = (kinds: readonly Finding[]): ReadonlySet<string> => new Set(kinds.map(({ resource }) => resource.urn));
  const violating = urnsOf(ofDocuments.filter(({ kind }) => kind === "violation"));
  const reported = urnsOf(ofDocuments);
  const together = principals.flatMap((principal): readonly Finding[] => {
    const { documents, resource } = principal;
    if (documents.length < 2 || documents.some((document) => violating.has(document.resource.urn))) return [];
    const subject = subjectOfPrincipal(principal);
    const answer = rule.judge(subject);
    if (answer.kind === "notGranted") return [];
    if (answer.kind === "unknown" || subject.boundaryGap !== undefined) {
      if (documents.some((document) => reported.has(document.resource.urn))) return [];
      const reason = answer.kind === "unknown" ? answer.reason : boundaryReason(principal, subject.boundaryGap ?? "");
      const problem = `whether its policies together ${plural(rule.problem)} is not decided: ${reason.message}`;
      return [{ kind: "notVerified", resource, problem, ...howToDecide(reason, rule, causeAt(resource, "")) }];
    }
    const problem = `its policies together ${plural(rule.problem)}, by ${renderStatements(answer.statements)}${reasonIn(rule, answer.request)}`;
    return [{ kind: "violation", resource, problem, fix: rule.fix }];
  });
  const notPlaced = unplaced
    .filter(({ resource }) => !reported.has(resource.urn))
    .map(({ resource, property }): Finding => ({
      kind: "notVerified",
      resource,
      problem: `\`${property}\` is not known at preview, so with which other policies it comes together is not known`,
      fix: `give \`${property}\` by the \`name\` of the resource, which is known at preview`,
      causes: [causeAt(resource, property)],
    }));
  return [...together, ...notPlaced];
}

/** `grants administrator access` of several policies. */
function plural(problem: string): string {
  return problem.replace(/^(\w+)s /, "$1 ");
}
