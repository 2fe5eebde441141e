import {
  type ComparedPrincipal,
  findTrustedPrincipals,
  type Gain,
  judgePassedRole,
  type PassedRoleVerdict,
  passingJudge,
  type PolicyDocument,
  speaksOfCaller,
  type StatementReference,
} from "../iam";
import { acceptanceOf } from "./accepted-gains";
import { ROLE_TYPE } from "./document-properties";
import { effectivePrincipal, roleArnPattern } from "./effective-principal";
import { guardOf } from "./guard-policies";
import { policyIdOf, subjectOfPrincipal } from "./principal-subject";
import { readDocument } from "./read-document";
import type { StackModel } from "./stack-model";
import type { StackPrincipal } from "./stack-principals";
import type { StackResource } from "./stack-resource";

/** A role that a principal may pass. */
export interface PassedRole {
  readonly passer: StackPrincipal;
  readonly role: StackPrincipal;
  /** The statements that let it be passed. */
  readonly passedBy: readonly StatementReference[];
  /** Why it is not decided whether it may be passed; absent where it may. */
  readonly undecided?: string;
}

/** Whether passing a role gives the passer more than it has. */
export type PassingVerdict =
  | Exclude<PassedRoleVerdict, { kind: "gain" }>
  | {
      readonly kind: "gain";
      readonly gain: Gain;
      /** Why what a guard accepts is not counted. */
      readonly notCounted: readonly string[];
    };

/** A service that is not known: any. */
const ANY_SERVICE = ["*"];

/**
 * For every principal of the stack the roles of the stack that it may pass to a service which they trust. A role that no
 * service may assume cannot be passed. Found once for each model.
 */
export function passedRoles(model: StackModel): readonly PassedRole[] {
  const known = found.get(model) ?? findPassedRoles(model);
  found.set(model, known);
  return known;
}

const found = new WeakMap<StackModel, readonly PassedRole[]>();

function findPassedRoles(model: StackModel): readonly PassedRole[] {
  const { principals } = model.principals;
  const servicesOf = serviceFinder(model);
  const roles = principals
    .filter(({ resource }) => resource.type === ROLE_TYPE)
    .map((role) => ({ role, arn: roleArnPattern(role.resource), trusted: servicesOf(role.resource) }))
    .filter(({ trusted }) => trusted.length > 0);
  return principals.flatMap((passer) => {
    const judge = passingJudge(subjectOfPrincipal(passer));
    return roles.flatMap(({ role, arn, trusted }): readonly PassedRole[] => {
      const answer = role === passer ? undefined : judge(arn, trusted);
      if (answer === undefined || answer.kind === "notGranted") return [];
      return answer.kind === "granted"
        ? [{ passer, role, passedBy: answer.statements }]
        : [{ passer, role, passedBy: [], undecided: answer.reason.message }];
    });
  });
}

/**
 * Decides whether the role may do something that its passer may not, which no guard of the passer accepts. Resource-based
 * policies and SCPs take no part.
 */
export function judgePassedRoleOf(passer: StackPrincipal, role: StackPrincipal, model: StackModel): PassingVerdict {
  const [inner, outer] = [comparedPrincipal(role, model), comparedPrincipal(passer, model)];
  const { accepted, notCounted, gaps } = acceptanceOf(passer, role.resource, model);
  const verdict = judgePassedRole(roleArnPattern(role.resource), inner, outer, accepted);
  if (verdict.kind !== "gain") return verdict;
  const [gap] = gaps;
  return gap === undefined ? { ...verdict, notCounted } : { kind: "unknown", missing: "policy", reason: gap };
}

/** Policies of guards speak of the caller only to exempt it, which a stand-in for it is as well. */
function comparedPrincipal(principal: StackPrincipal, { index }: StackModel): ComparedPrincipal {
  const { permissions, subject, anonymous } = effectivePrincipal(principal);
  const { identity, permissionsBoundary, gaps, boundaryGap } = subject;
  const ofGuards = principal.documents.filter((document) => guardOf(document, index) !== undefined).map(policyIdOf);
  const others = identity.filter(({ id }) => !ofGuards.includes(id));
  const speaks = speaksOfCaller(permissionsBoundary === undefined ? others : [...others, permissionsBoundary]);
  return {
    permissions,
    gaps,
    ...(boundaryGap === undefined ? {} : { boundaryGap }),
    ...(anonymous === undefined || !speaks ? {} : { anonymous }),
  };
}

/** Tells the services that a role's trust policy lets assume it; any where that is not known. Equal policies are read once. */
function serviceFinder({ documents }: StackModel): (role: StackResource) => readonly string[] {
  const trusts = new Map(
    documents.filter(({ policyType }) => policyType === "trust").map((one) => [one.resource.urn, one]),
  );
  const found = new Map<string, readonly string[]>();
  return ({ urn }) => {
    const trust = trusts.get(urn);
    const parsed = trust === undefined ? undefined : readDocument(trust);
    if (parsed?.kind !== "parsed") return ANY_SERVICE;
    const text = JSON.stringify(parsed.document);
    const services = found.get(text) ?? servicesThatAssume(parsed.document);
    found.set(text, services);
    return services;
  };
}

function servicesThatAssume(trust: PolicyDocument): readonly string[] {
  const { trusted, reason } = findTrustedPrincipals(trust);
  if (reason !== undefined) return ANY_SERVICE;
  const everybody = trusted.some(({ principal }) => principal === "*" || principal.startsWith("everybody"));
  if (everybody) return ANY_SERVICE;
  return [
    ...new Set(
      trusted
        .map(({ principal }) => principal)
        .filter((principal) => /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(principal)),
    ),
  ];
}
