import {
  bundledCatalogue,
  checkContainment,
  ofAnyCaller,
  type Containment,
  type NamedPolicy,
  type PolicyDocument,
} from "../iam";
import { effectivePrincipal } from "./effective-principal";
import { readDocument } from "./read-document";
import type { GrantedPrincipal } from "./resource-grants";
import type { StackModel } from "./stack-model";
import type { StackPrincipal } from "./stack-principals";

/** What a stack allows that it did not allow before. */
export type NewAccess =
  | { readonly kind: "none" }
  | { readonly kind: "new"; readonly difference: Extract<Containment, { kind: "notContained" }> }
  | { readonly kind: "unknown"; readonly reason: string };

/** What a principal was allowed: its policies of before; none for one that was not there. */
export interface Before {
  readonly identity: readonly NamedPolicy[];
  readonly permissionsBoundary?: NamedPolicy;
  /** Why that is not known in full. */
  readonly gap?: string;
}

/** What a principal of a former state of the stack might do. */
function beforeOf(principal: StackPrincipal): Before {
  const { subject } = effectivePrincipal(principal);
  const [gap] = subject.gaps;
  const { identity, permissionsBoundary } = subject;
  return {
    identity,
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    ...(gap === undefined ? {} : { gap: `as it was, ${gap}` }),
  };
}

/** Decides whether a principal may do something that it was not allowed before. */
export function judgeNewAccess(principal: StackPrincipal, before: Before): NewAccess {
  const { permissions, subject, anonymous } = effectivePrincipal(principal);
  const { identity, permissionsBoundary } = before;
  const policies = { identity, ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }) };
  const outer = { ...permissions, policies };
  const options = { catalogue: bundledCatalogue() };
  const verdict = checkContainment(permissions, outer, options);
  const gap = verdict.kind === "contained" ? subject.gaps[0] : (before.gap ?? subject.boundaryGap);
  const caller = permissionsBoundary === undefined && identity.length === 0 ? undefined : anonymous;
  const reason = gap ?? (verdict.kind === "unknown" ? verdict.reason.message : caller);
  if (reason !== undefined || verdict.kind === "unknown") {
    const sides = [ofAnyCaller(permissions, "least"), ofAnyCaller(outer, "most")] as const;
    const certain = gap === undefined ? checkContainment(...sides, options) : undefined;
    return certain?.kind === "notContained"
      ? { kind: "new", difference: certain }
      : { kind: "unknown", reason: reason ?? "" };
  }
  return verdict.kind === "contained" ? { kind: "none" } : { kind: "new", difference: verdict };
}

/** The same of a principal with what resource-based policies grant it, now and before; `before` is absent for one that was not there. */
export function judgeNewGrantedAccess(now: GrantedPrincipal, before: GrantedPrincipal | undefined): NewAccess {
  const was = (side: "most" | "least"): Before => (before === undefined ? { identity: [] } : beforeOf(before[side]));
  const access = judgeNewAccess(now.most, was("least"));
  const open = now.open ?? before?.open;
  if (open === undefined || access.kind === "none") return access;
  const certain = judgeNewAccess(now.least, was("most"));
  return certain.kind === "new" ? certain : { kind: "unknown", reason: open };
}

/** Decides whether a role may be assumed in a way that it could not be before; `before` is the stack as it was. */
export function judgeNewTrust(role: StackPrincipal, model: StackModel, before: StackModel): NewAccess {
  const [trust, former] = [trustOf(role.resource.urn, model), trustOf(role.resource.urn, before)];
  if (trust === undefined || former === undefined) {
    const which = trust === undefined ? "its trust policy" : "its trust policy of before";
    return { kind: "unknown", reason: `${which} is not known or cannot be read` };
  }
  const verdict = checkContainment(trust, former, { policyType: "trust" });
  if (verdict.kind === "unknown") return { kind: "unknown", reason: verdict.reason.message };
  return verdict.kind === "contained" ? { kind: "none" } : { kind: "new", difference: verdict };
}

function trustOf(urn: string, { documents }: StackModel): PolicyDocument | undefined {
  const document = documents.find(({ policyType, resource }) => policyType === "trust" && resource.urn === urn);
  const parsed = document === undefined ? undefined : readDocument(document);
  return parsed?.kind === "parsed" ? parsed.document : undefined;
}
