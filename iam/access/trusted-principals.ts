import type { PolicyDocument, Principals, StatementReference } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import type { Reason } from "../reason";
import { findGrantedRequest, type AccessAnswer } from "./granted-request";

/** A principal that a trust policy lets assume the role. */
export interface TrustedPrincipal {
  /** As written; `everybody but …` for NotPrincipal. */
  readonly principal: string;
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

/**
 * The principals that a trust policy names and lets assume the role, in some context: an entry that a Deny takes back, or
 * whose statement grants something else, is left out. NotPrincipal in an Allow statement is one entry.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function findTrustedPrincipals(document: PolicyDocument, limits: Limits = DEFAULT_LIMITS): TrustedPrincipals {
  const trusted: TrustedPrincipal[] = [];
  let reason: Reason | undefined;
  for (const [index, statement] of document.statements.entries()) {
    if (statement.effect !== "Allow") continue;
    const entries =
      statement.notPrincipals === undefined ? entriesOf(statement.principals) : [everybodyBut(statement.notPrincipals)];
    for (const { principal, kind, asCaller } of entries) {
      for (const action of CALLS[kind]) {
        const question = { attachment: "resource", principal: asCaller, action, resource: "*" } as const;
        const answer: AccessAnswer = findGrantedRequest(document, question, limits);
        if (answer.kind === "unknown") reason ??= answer.reason;
        if (answer.kind !== "granted") continue;
        const reference = answer.statements.find(({ statementIndex }) => statementIndex === index);
        if (reference !== undefined) trusted.push({ principal, statement: reference });
      }
    }
  }
  return reason === undefined ? { trusted } : { trusted, reason };
}

interface Entry {
  readonly principal: string;
  readonly kind: keyof Principals;
  /** The caller that the entry stands for. */
  readonly asCaller: string;
}

function entriesOf(principals: Principals | undefined): readonly Entry[] {
  if (principals === undefined) return [];
  const kinds = Object.keys(CALLS) as (keyof Principals)[];
  return kinds.flatMap((kind) =>
    principals[kind].map((principal) => ({
      principal,
      kind,
      asCaller: kind === "aws" ? callerOf(principal) : principal,
    })),
  );
}

function callerOf(principal: string): string {
  if (/^\d{12}$/.test(principal)) return `arn:aws:iam::${principal}:root`;
  return principal === "*" ? STRANGER : principal;
}

const STRANGER = "arn:aws:iam::999999999999:role/zq-stranger";

function everybodyBut(principals: Principals): Entry {
  const names = entriesOf(principals).map(({ principal }) => principal);
  return { principal: `everybody but ${names.join(", ")}`, kind: "aws", asCaller: STRANGER };
}
