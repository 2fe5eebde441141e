import {
  bundledCatalogue,
  checkContainment,
  findTrustedPrincipals,
  judgePassing,
  type Containment,
  type StatementReference,
} from "../iam";
import { effectivePrincipal, roleArnPattern } from "./effective-principal";
import { ROLE_TYPE } from "./document-properties";
import { readDocument } from "./read-document";
import type { StackModel } from "./stack-model";
import type { StackPrincipal } from "./stack-principals";
import type { StackResource } from "./stack-resource";

/** A role that a principal may pass, and whether that gives it more than it has. */
export interface PassedRole {
  readonly passer: StackPrincipal;
  readonly role: StackResource;
  /** The statements that let it be passed. */
  readonly passedBy: readonly StatementReference[];
  readonly verdict:
    | { readonly kind: "contained" }
    | { readonly kind: "gain"; readonly gain: Extract<Containment, { kind: "notContained" }> }
    | { readonly kind: "unknown"; readonly reason: string };
}

/** A service that is not known: any. */
const ANY_SERVICE = ["*"];

/**
 * For every principal of the stack the roles of the stack that it may pass to a service which they trust, and whether the
 * role may do something that the principal may not, over the requests that AWS can receive. A role that no service may
 * assume cannot be passed. Resource-based policies and SCPs take no part.
 */
export function passedRoles(model: StackModel): readonly PassedRole[] {
  const { principals } = model.principals;
  const roles = principals.filter(({ resource }) => resource.type === ROLE_TYPE);
  const services = new Map(roles.map((role) => [role, servicesThatAssume(role.resource, model)]));
  return principals.flatMap((passer) => {
    if (!mayPassAnything(passer)) return [];
    return roles.flatMap((role): readonly PassedRole[] => {
      const trusted = services.get(role) ?? ANY_SERVICE;
      if (role === passer || trusted.length === 0) return [];
      return judgePair(passer, role, trusted);
    });
  });
}

function judgePair(passer: StackPrincipal, role: StackPrincipal, services: readonly string[]): readonly PassedRole[] {
  const { subject, permissions: outer, anonymous } = effectivePrincipal(passer);
  const passing = judgePassing(subject, roleArnPattern(role.resource), services);
  if (passing.kind === "notGranted") return [];
  const passed = { passer, role: role.resource };
  if (passing.kind === "unknown") {
    const reason = `whether it may be passed is not decided: ${passing.reason.message}`;
    return [{ ...passed, passedBy: [], verdict: { kind: "unknown", reason } }];
  }
  const inner = effectivePrincipal(role);
  const verdict = checkContainment(inner.permissions, outer, { catalogue: bundledCatalogue() });
  const unknown = (reason: string): readonly PassedRole[] => [
    { ...passed, passedBy: passing.statements, verdict: { kind: "unknown", reason } },
  ];
  const [gap] = [...inner.subject.gaps, ...subject.gaps];
  const unnamed = anonymous ?? inner.anonymous;
  if (verdict.kind === "unknown") return unknown(verdict.reason.message);
  if (unnamed !== undefined) return unknown(unnamed);
  if (verdict.kind === "contained")
    return gap === undefined ? [{ ...passed, passedBy: passing.statements, verdict }] : unknown(gap);
  const mayBeNarrower = subject.gaps[0] ?? inner.subject.boundaryGap;
  if (mayBeNarrower !== undefined) return unknown(mayBeNarrower);
  return [{ ...passed, passedBy: passing.statements, verdict: { kind: "gain", gain: verdict } }];
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
