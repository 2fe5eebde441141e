import { UNKNOWN } from "../ec2/plain-value";
import { checkDisjointness, InvariantError, parsePolicyDocument, type PolicyDocument } from "../iam";
import { subjectOfPrincipal } from "./principal-subject";
import { nameOf } from "./stack-index";
import type { StackPrincipal } from "./stack-principals";
import { labelOf, type StackResource } from "./stack-resource";

/** Who may pass a role, and what of it is not known. */
export interface RolePassers {
  /** Labels of principals; with "(possibly)" where it depends on a value that is not known. */
  readonly passers: readonly string[];
  readonly gaps: readonly string[];
}

/**
 * Tells for each role which principals may pass it at most: whose policies allow iam:PassRole on it in some request, as
 * far as their boundaries do. Where the role's name is not known, or what a principal may do, that is a gap.
 */
export function passerFinder(principals: readonly StackPrincipal[]): (role: StackResource) => RolePassers {
  const anyRole = passRole("*");
  const candidates = principals.flatMap((principal) => {
    const { identity, permissionsBoundary } = subjectOfPrincipal(principal);
    const sides = [identity, ...(permissionsBoundary === undefined ? [] : [[permissionsBoundary]])];
    return sides.every((side) => checkDisjointness(side, anyRole).kind !== "disjoint")
      ? [{ label: labelOf(principal.resource), sides }]
      : [];
  });
  return (role) => {
    if (candidates.length === 0) return { passers: [], gaps: [] };
    const arn = arnPattern(role);
    if (arn === undefined) return { passers: [], gaps: ["its name is not known, so who may pass it is not"] };
    const question = passRole(arn);
    const passers: string[] = [];
    const gaps: string[] = [];
    for (const { label, sides } of candidates) {
      const answers = sides.map((side) => checkDisjointness(side, question));
      if (answers.some(({ kind }) => kind === "disjoint")) continue;
      const undecided = answers.find((answer) => answer.kind === "unknown");
      if (undecided !== undefined)
        gaps.push(`whether ${label} may pass it is not decided: ${undecided.reason.message}`);
      else passers.push(answers.some((answer) => "symbols" in answer) ? `${label} (possibly)` : label);
    }
    return { passers, gaps };
  };
}

/** The role's ARN; before it is created, that of its name in every partition and account. */
function arnPattern(role: StackResource): string | undefined {
  const { arn, path } = role.properties;
  if (typeof arn === "string") return arn;
  const name = nameOf(role);
  if (typeof name !== "string") return undefined;
  const given = path === undefined || path === UNKNOWN ? (role.inputs?.["path"] ?? "/") : path;
  return `arn:*:iam::*:role${typeof given === "string" ? given : "/*"}${name}`;
}

function passRole(resource: string): PolicyDocument {
  const statement = { Effect: "Allow", Action: "iam:PassRole", Resource: resource };
  const parsed = parsePolicyDocument({ Version: "2012-10-17", Statement: [statement] });
  if (parsed.kind === "invalid") throw new InvariantError(`no resource of iam:PassRole: ${resource}`);
  return parsed.document;
}
