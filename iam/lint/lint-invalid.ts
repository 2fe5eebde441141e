import { isInvalidating, type ParseIssue } from "../document/parse-issue";
import type { PolicyDocument, Statement } from "../document/policy-document";
import type { Finding } from "./finding";

/** Issues that leave only the statement's effect open. */
const OF_EFFECT: ReadonlySet<string> = new Set(["invalid-effect", "missing-effect"]);

/**
 * What can be found in a document that parsing refuses. A statement whose Effect alone is wrong has the findings that it
 * has as an Allow and as a Deny; one with something else wrong has the errors in what could be read of it and what parsing
 * has found there, since what is left out may be what the other findings ask for; the rest of the document has all findings. A Version that does not
 * exist is taken for the current one.
 */
export function lintInvalid(
  document: PolicyDocument,
  issues: readonly ParseIssue[],
  lint: (document: PolicyDocument) => readonly Finding[],
): readonly Finding[] {
  const invalidating = issues.filter(({ code }) => isInvalidating(code));
  const stands = ({ pointer }: Statement, issue: ParseIssue): boolean => isAt(issue.pointer, pointer);
  const hasOpenEffect = (statement: Statement): boolean =>
    invalidating.some((issue) => OF_EFFECT.has(issue.code) && stands(statement, issue));
  const broken = document.statements.filter((statement) =>
    invalidating.some((issue) => !OF_EFFECT.has(issue.code) && stands(statement, issue)),
  );
  const version = issues.some(({ code }) => code === "invalid-version") ? "2012-10-17" : document.version;
  const lintAs = (effect: Statement["effect"]): readonly Finding[] =>
    lint({
      ...document,
      version,
      statements: document.statements.map((one) => (hasOpenEffect(one) ? { ...one, effect } : one)),
    });
  const isTold = (finding: Finding): boolean =>
    issues.some(({ code, pointer }) => !isInvalidating(code) && isAt(finding.pointer, pointer));
  const isKept = (finding: Finding): boolean =>
    finding.severity === "error" || isTold(finding) || !broken.some(({ pointer }) => isAt(finding.pointer, pointer));
  const asAllow = lintAs("Allow").filter(isKept);
  if (!document.statements.some(hasOpenEffect)) return asAllow;
  const asDeny = new Set(lintAs("Deny").map(identityOf));
  return asAllow.filter((finding) => asDeny.has(identityOf(finding)));
}

function isAt(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

function identityOf({ code, pointer, message }: Finding): string {
  return JSON.stringify([code, pointer, message]);
}
