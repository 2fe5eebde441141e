import {
  checkContainment,
  checkDisjointness,
  checkEquivalence,
  evaluate,
  parsePolicyDocument,
  type PolicyDocument,
  type PolicyType,
  type Reason,
} from "../../iam";
import { isSymbolic, type Problem } from "../plan";

/** Both sides of a role that another account assumes. */
export interface CrossAccountSides {
  readonly roleArn: string;
  /** ARNs of roles and users, ARNs of whole accounts (`…:root`), or `*` with a condition on the organisation. */
  readonly principals: readonly string[];
  /** The role's trust policy, in AWS's JSON shape. */
  readonly trust: object;
  /** What the principals are granted in their own account. */
  readonly grant: object;
}

/** Where the two sides do not agree, and where that is not decided. */
export interface Agreement {
  readonly problems: readonly Problem[];
  readonly notVerified: readonly Problem[];
}

/**
 * Decides whether the two sides agree: the grant names exactly the role, the trust policy lets in nobody but the principals,
 * and there is a request with which each of them assumes the role. Says nothing while a value is not known: the next run
 * with known values decides.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function checkAgreement(sides: CrossAccountSides): Agreement {
  const { roleArn, principals } = sides;
  if (isSymbolic(JSON.stringify(sides))) return { problems: [], notVerified: [] };
  const grant = read(sides.grant, "identity", "grant");
  const trust = read(sides.trust, "trust", "trustPolicy");
  if (!("document" in grant)) return { problems: [grant], notVerified: [] };
  if (!("document" in trust)) return { problems: [trust], notVerified: [] };
  const found = [
    grantsMore(grant.document, roleArn),
    trustsMore(trust.document, principals),
    ...principals.map((principal, index) =>
      neverAssumes(principal, `principals[${index}]`, roleArn, trust.document, grant.document),
    ),
  ];
  const of = (isProblem: boolean) =>
    found.flatMap((one) => (one !== undefined && isProblem !== "notVerified" in one ? [one] : []));
  return { problems: of(true), notVerified: of(false) };
}

/** Undefined: the sides agree. */
type Disagreement = (Problem & { readonly notVerified?: true }) | undefined;

function read(
  document: object,
  policyType: PolicyType,
  property: string,
): { readonly document: PolicyDocument } | Problem {
  const result = parsePolicyDocument(document, { policyType });
  return result.kind === "parsed" ? result : { property, message: result.issues[0]?.message ?? "cannot be read" };
}

function grantsMore(grant: PolicyDocument, roleArn: string): Disagreement {
  const exact = parsed({ Effect: "Allow", Action: "sts:AssumeRole", Resource: roleArn }, "identity");
  const verdict = checkEquivalence(grant, exact);
  const expected = `expected sts:AssumeRole on \`${roleArn}\` and nothing else`;
  if (verdict.kind === "equivalent") return undefined;
  if (verdict.kind === "unknown") return undecided("grant", expected, verdict.reason);
  const { action, resource } = verdict.counterexample;
  return { property: "grant", message: `${expected}, they differ by \`${action}\` on \`${resource}\`` };
}

function trustsMore(trust: PolicyDocument, principals: readonly string[]): Disagreement {
  const exact = parsed({ Effect: "Allow", Action: "sts:*", Principal: { AWS: [...principals] } }, "trust");
  const verdict = checkContainment(trust, exact, { policyType: "trust" });
  const expected = `expected to trust ${principals.map(quoted).join(", ")} alone`;
  if (verdict.kind === "contained") return undefined;
  if (verdict.kind === "unknown") return undecided("trustPolicy", expected, verdict.reason);
  return { property: "trustPolicy", message: `${expected}, it trusts ${quoted(verdict.counterexample.principal)} too` };
}

/** Looks for a request that the trust policy allows, and puts it to both sides together. */
function neverAssumes(
  principal: string,
  property: string,
  roleArn: string,
  trust: PolicyDocument,
  grant: PolicyDocument,
): Disagreement {
  const caller = parsed({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: principal } }, "trust");
  const verdict = checkDisjointness(trust, caller, { policyType: "trust" });
  const got = `got ${quoted(principal)}`;
  if (verdict.kind === "unknown") return undecided(property, `${got}, expected to be let in`, verdict.reason);
  if (verdict.kind === "disjoint") {
    return { property, message: `${got}, whom the trust policy lets in under no condition that can hold` };
  }
  const request = { ...verdict.request, resource: roleArn, resourceAccount: roleArn.split(":")[4] ?? "" };
  const both = evaluate(request, {
    identity: [{ id: "grant", document: grant }],
    resource: { id: "trust", document: trust },
    resourcePolicyKind: "trust",
  });
  return both.decision === "allowed"
    ? undefined
    : { property, message: `${got}, whom the grant does not let assume ${quoted(roleArn)}` };
}

function undecided(property: string, expected: string, { message }: Reason): Disagreement {
  return { property, message: `not verified: ${expected}: ${message}`, notVerified: true };
}

function parsed(statement: object, policyType: PolicyType): PolicyDocument {
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement: [statement] }, { policyType });
  // INVARIANT: the statements above are well formed whatever the names in them, which the arguments' schemas check.
  if (result.kind === "invalid") throw new RangeError(result.issues[0]?.message);
  return result.document;
}

function quoted(text: string): string {
  return `\`${text}\``;
}
