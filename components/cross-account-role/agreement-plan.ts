import {
  checkContainment,
  checkDisjointness,
  checkEquivalence,
  evaluate,
  type PolicyDocument,
  type PolicySymbol,
  type Principals,
  type Statement,
} from "../../iam";
import { readSymbolically } from "../document-checks";
import { ownDocument } from "../own-document";
import { isSymbolic, type Problem } from "../plan";
import { quotedText, symbolLabels } from "../symbol-labels";

/** Both sides of a role that another account assumes; placeholders stand for what is not known yet. */
export interface CrossAccountSides {
  readonly roleArn: string;
  /** ARNs of roles and users, ARNs of whole accounts (`…:root`), or `*` with a condition on the organisation. */
  readonly principals: readonly string[];
  /** The role's trust policy, in AWS's JSON shape. */
  readonly trust: object;
  /** What the principals are granted in their own account. */
  readonly grant: object;
  /** The trust policy is somebody else's, and may let in others too. @default false */
  readonly mayTrustOthers?: boolean;
  /** What the placeholders stand for, as far as it is known. */
  readonly symbols?: readonly PolicySymbol[];
}

/** Where the two sides do not agree, and where that is not decided. */
export interface Agreement {
  readonly problems: readonly Problem[];
  readonly notVerified: readonly Problem[];
}

/**
 * Decides whether the two sides agree: the grant names exactly the role, the trust policy lets in nobody but the principals,
 * and there is a request with which each of them assumes the role. A problem holds for all values of what is not known yet;
 * what hangs on one is not verified, and says on which.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function checkAgreement(sides: CrossAccountSides): Agreement {
  const grant = readSymbolically(sides.grant, "identity");
  const trust = readSymbolically(sides.trust, "trust");
  if (grant.kind === "invalid" || trust.kind === "invalid") {
    const unreadable = (property: string, { kind, issues }: typeof grant) =>
      kind === "parsed"
        ? []
        : issues.map(({ pointer, message }) => ({ property, message: `${message} (at \`${pointer}\`)` }));
    return { problems: [...unreadable("grant", grant), ...unreadable("trustPolicy", trust)], notVerified: [] };
  }
  const question = new AgreementQuestion(sides, trust.document, grant.document);
  const found = [
    question.grantsMore(),
    ...(sides.mayTrustOthers === true ? [] : [question.trustsMore()]),
    ...sides.principals.map((principal, index) => question.neverAssumes(principal, `principals[${index}]`)),
  ];
  const of = (isProblem: boolean) =>
    found.flatMap((one) => (one !== undefined && isProblem !== "notVerified" in one ? [one] : []));
  return { problems: of(true), notVerified: of(false) };
}

/** Undefined: the sides agree. */
type Disagreement = (Problem & { readonly notVerified?: true }) | undefined;

/** The questions whose answers make an agreement. */
class AgreementQuestion {
  constructor(
    private readonly sides: CrossAccountSides,
    private readonly trust: PolicyDocument,
    private readonly grant: PolicyDocument,
  ) {}

  grantsMore(): Disagreement {
    const { roleArn } = this.sides;
    const exact = ownDocument({ Effect: "Allow", Action: "sts:AssumeRole", Resource: roleArn }, "identity");
    const verdict = checkEquivalence(this.grant, exact);
    const expected = `expected sts:AssumeRole on ${this.quoted(roleArn)} and nothing else`;
    if (verdict.kind === "equivalent") return undefined;
    if (verdict.kind === "unknown") return this.undecided("grant", expected, verdict.reason.message);
    const { action, resource } = verdict.counterexample;
    const message = `${expected}, they differ by \`${action}\` on ${this.quoted(resource)}`;
    return verdict.symbols === undefined ? { property: "grant", message } : this.undecided("grant", message);
  }

  /** A statement that names nobody but principals, by the same text, lets in nobody else, whatever is not known of them. */
  trustsMore(): Disagreement {
    const { principals } = this.sides;
    const others = this.trust.statements.filter(
      ({ effect, principals: named }) => effect === "Deny" || named === undefined || !namesOnly(named, principals),
    );
    if (others.every(({ effect }) => effect === "Deny")) return undefined;
    const exact = ownDocument({ Effect: "Allow", Action: "sts:*", Principal: { AWS: [...principals] } }, "trust");
    const verdict = checkContainment({ ...this.trust, statements: others }, exact, { policyType: "trust" });
    const expected = `expected to trust ${principals.map((one) => this.quoted(one)).join(", ")} alone`;
    if (verdict.kind === "contained") return undefined;
    if (verdict.kind === "unknown") return this.undecided("trustPolicy", expected, verdict.reason.message);
    const { principal } = verdict.counterexample;
    const message = `${expected}, it trusts ${this.quoted(principal)} too`;
    return verdict.symbols === undefined && !isSymbolic(principal)
      ? { property: "trustPolicy", message }
      : this.undecided("trustPolicy", expected);
  }

  /** Looks for a request that the trust policy allows, and puts it to both sides together. */
  neverAssumes(principal: string, property: string): Disagreement {
    const caller = ownDocument({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: principal } }, "trust");
    const trust = withoutFreeConditions(this.trust);
    const verdict = checkDisjointness(trust, caller, { policyType: "trust" });
    const got = `got ${this.quoted(principal)}`;
    if (verdict.kind === "disjoint") {
      return { property, message: `${got}, whom the trust policy lets in under no condition that can hold` };
    }
    const expected = `${got}, expected to be let in`;
    if (verdict.kind === "unknown") return this.undecided(property, expected, verdict.reason.message);
    if (verdict.symbols !== undefined || isSymbolic(principal)) return this.undecided(property, expected);
    // The grant of a role that is not known yet is exact, or `grantsMore` says otherwise.
    const { roleArn } = this.sides;
    if (isSymbolic(roleArn)) return undefined;
    const request = { ...verdict.request, resource: roleArn, resourceAccount: roleArn.split(":")[4] ?? "" };
    const both = evaluate(request, {
      identity: [{ id: "grant", document: this.grant }],
      resource: { id: "trust", document: trust },
      resourcePolicyKind: "trust",
    });
    if (both.decision === "unknown") return this.undecided(property, expected, both.reason?.message);
    return both.decision === "allowed"
      ? undefined
      : { property, message: `${got}, whom the grant does not let assume \`${roleArn}\`` };
  }

  private undecided(property: string, expected: string, reason?: string): Disagreement {
    const values = symbolLabels([this.sides.roleArn, this.sides.principals, this.sides.trust], this.sides.symbols);
    const because =
      values.length === 0
        ? (reason ?? "")
        : `it depends on ${values.join(" and ")}: the run that knows it decides; give a value that is known at preview to decide it now`;
    return { property, message: `not verified: ${expected}: ${because}`, notVerified: true };
  }

  private quoted(text: string): string {
    return quotedText(text, this.sides.symbols);
  }
}

function namesOnly({ aws, ...others }: Principals, principals: readonly string[]): boolean {
  return Object.values(others).every((list) => list.length === 0) && aws.every((one) => principals.includes(one));
}

/** Keys that the caller or its organisation brings, and that no other part of a request decides. */
const FREE_KEYS: readonly string[] = ["sts:externalid", "aws:principalorgid"];

/**
 * The document without conditions that can be met whatever else holds: a key that no other condition speaks of has to be a
 * value that is not known yet.
 */
function withoutFreeConditions(document: PolicyDocument): PolicyDocument {
  const keys = document.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase()));
  const isFree = ({ operator, key, values }: Statement["conditions"][number]): boolean =>
    operator === "StringEquals" &&
    values.some(isSymbolic) &&
    FREE_KEYS.includes(key.toLowerCase()) &&
    keys.filter((one) => one === key.toLowerCase()).length === 1;
  const statements = document.statements.map((statement) =>
    statement.effect === "Deny"
      ? statement
      : { ...statement, conditions: statement.conditions.filter((condition) => !isFree(condition)) },
  );
  return { ...document, statements };
}
