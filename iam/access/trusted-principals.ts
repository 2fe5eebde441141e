import { checkDisjointness } from "../contain/check-disjointness";
import type { PolicyDocument, Principals, Statement, StatementReference } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { replaceSymbols } from "../pattern/symbol-placeholder";
import type { Reason } from "../reason";
import { withAllowStatements } from "./ask";
import { questionOf } from "./question";

/** A principal that a trust policy lets assume the role. */
export interface TrustedPrincipal {
  /** As written; `everybody but …` for NotPrincipal. */
  readonly principal: string;
  readonly kind: keyof Principals;
  /** Whether it stands for everybody, or for everybody but some. */
  readonly isEverybody: boolean;
  readonly statement: StatementReference;
}

/** Who may assume a role. */
export interface TrustedPrincipals {
  readonly trusted: readonly TrustedPrincipal[];
  /** Why it is not known of a principal whether it may; absent where it is known of all. */
  readonly reason?: Reason;
}

/** The calls by which a principal of each kind assumes a role. */
const CALLS: Readonly<Record<keyof Principals, readonly string[]>> = {
  aws: ["sts:AssumeRole"],
  service: ["sts:AssumeRole"],
  federated: ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"],
  canonicalUser: ["sts:AssumeRole"],
};

const NOBODY: Principals = { aws: [], service: [], federated: [], canonicalUser: [] };

/**
 * The principals that a trust policy names and lets assume the role, in some context: an entry that a Deny takes back, or
 * whose statement grants something else, is left out. NotPrincipal in an Allow statement is one entry.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function findTrustedPrincipals(document: PolicyDocument, limits: Limits = DEFAULT_LIMITS): TrustedPrincipals {
  const trusted: TrustedPrincipal[] = [];
  let reason: Reason | undefined;
  for (const [statementIndex, { effect, principals, notPrincipals, sid, pointer }] of document.statements.entries()) {
    if (effect !== "Allow") continue;
    const entries = notPrincipals === undefined ? entriesOf(principals ?? NOBODY) : [everybodyBut(notPrincipals)];
    for (const entry of entries) {
      const part = withAllowStatements(document, [statementIndex]);
      const question = questionOf([{ actions: CALLS[entry.kind], principals: entry.asked }], document.symbols);
      const sides = [question, part].map(withNamesForSymbols) as [PolicyDocument, PolicyDocument];
      const answer = checkDisjointness(...sides, { policyType: "trust", limits });
      if (answer.kind === "unknown") reason ??= answer.reason;
      if (answer.kind !== "overlapping") continue;
      const statement = { policyId: "document", statementIndex, ...(sid !== undefined && { sid }), pointer };
      const { principal, kind, isEverybody } = entry;
      trusted.push({ principal, kind, isEverybody, statement });
    }
  }
  return reason === undefined ? { trusted } : { trusted, reason };
}

interface Entry {
  readonly principal: string;
  readonly kind: keyof Principals;
  readonly isEverybody: boolean;
  /** Whom the entry names. */
  readonly asked: Partial<Principals>;
}

function entriesOf(principals: Principals): readonly Entry[] {
  const kinds = Object.keys(CALLS) as (keyof Principals)[];
  return kinds.flatMap((kind) =>
    principals[kind].map((principal) => ({
      principal,
      kind,
      isEverybody: principal === "*",
      asked: { [kind]: [principal] },
    })),
  );
}

function everybodyBut(principals: Principals): Entry {
  const names = entriesOf(principals).map(({ principal }) => principal);
  const principal = `everybody but ${names.join(", ")}`;
  return { principal, kind: "aws", isEverybody: true, asked: { aws: ["*"] } };
}

/** The document with a name in place of each symbol in a principal: whoever it is, it is the same principal. */
function withNamesForSymbols(document: PolicyDocument): PolicyDocument {
  const named = (text: string): string => replaceSymbols(text, (index) => `unknown-${index}`);
  const map = ({ aws, service, federated, canonicalUser }: Principals): Principals => ({
    aws: aws.map(named),
    service: service.map(named),
    federated: federated.map(named),
    canonicalUser: canonicalUser.map(named),
  });
  const statements = document.statements.map((statement): Statement => {
    const { principals, notPrincipals } = statement;
    return {
      ...statement,
      ...(principals && { principals: map(principals) }),
      ...(notPrincipals && { notPrincipals: map(notPrincipals) }),
    };
  });
  return { ...document, statements };
}
