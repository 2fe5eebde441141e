import {
  type ComparedPrincipal,
  findTrustedPrincipals,
  type Gain,
  judgePassedRole,
  judgePassing,
  type PassedRoleVerdict,
  speaksOfCaller,
  type StatementReference,
} from "../iam";
import { acceptanceOf } from "./accepted-gains";
import { ROLE_TYPE } from "./document-properties";
import { effectivePrincipal, roleArnPattern } from "./effective-principal";
import { guardOf } from "./guard-policies";
import { policyIdOf } from "./principal-subject";
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
  const roles = principals.filter(({ resource }) => resource.type === ROLE_TYPE);
  const services = new Map(roles.map((role) => [role, servicesThatAssume(role.resource, model)]));
  return principals.flatMap((passer) => {
    if (!mayPassAnything(passer)) return [];
    return roles.flatMap((role): readonly PassedRole[] => {
      const trusted = services.get(role) ?? ANY_SERVICE;
      if (role === passer || trusted.length === 0) return [];
      return passing(passer, role, trusted);
    });
  });
}

function passing(passer: StackPrincipal, role: StackPrincipal, services: readonly string[]): readonly PassedRole[] {
  const { subject } = effectivePrincipal(passer);
  const answer = judgePassing(subject, roleArnPattern(role.resource), services);
  switch (answer.kind) {
    case "notGranted":
      return [];
    case "granted":
      return [{ passer, role, passedBy: answer.statements }];
    case "unknown":
      return [{ passer, role, passedBy: [], undecided: answer.reason.message }];
  }
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

/** Whether some role may be passed to some service: asked once a principal, before its roles. */
function mayPassAnything(passer: StackPrincipal): boolean {
  const { subject } = effectivePrincipal(passer);
  return judgePassing(subject, "arn:*:iam::*:role/*", ANY_SERVICE).kind !== "notGranted";
}

/** The services that a role's trust policy lets assume it; any where that is not known. */
function servicesThatAssume(role: StackResource, { documents }: StackModel): readonly string[] {
  const trust = documents.find((document) => document.policyType === "trust" && document.resource.urn === role.urn);
  const parsed = trust === undefined ? undefined : readDocument(trust);
  if (parsed?.kind !== "parsed") return ANY_SERVICE;
  const { trusted, reason } = findTrustedPrincipals(parsed.document);
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
