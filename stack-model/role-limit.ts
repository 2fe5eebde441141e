import {
  bundledCatalogue,
  checkContainment,
  documentOfAnyCaller,
  ofAnyCaller,
  type Containment,
  type PolicyDocument,
} from "../iam";
import { effectivePrincipal } from "./effective-principal";
import type { GrantedPrincipal } from "./resource-grants";
import type { StackPrincipal } from "./stack-principals";

/** Whether a principal stays within a document. */
export type LimitVerdict =
  | { readonly kind: "within" }
  | { readonly kind: "exceeds"; readonly difference: Extract<Containment, { kind: "notContained" }> }
  | { readonly kind: "unknown"; readonly reason: string };

/** The same of a role with what resource-based policies grant it; where it depends on what is open of them, undecided. */
export function judgeGrantedLimit(
  { most, least, open }: GrantedPrincipal,
  limit: readonly PolicyDocument[],
): LimitVerdict {
  const verdict = judgeLimit(most, limit);
  if (open === undefined || verdict.kind === "within") return verdict;
  const certain = judgeLimit(least, limit);
  return certain.kind === "exceeds" ? certain : { kind: "unknown", reason: open };
}

/**
 * Decides whether all that a principal may do, within its boundary, is allowed by `limit`, over the requests that AWS can
 * receive. What is not known of it leaves `within` undecided; an unknown boundary leaves `exceeds` undecided too. Where
 * its policies speak of the caller, which is not known, it exceeds by what they allow whoever the caller is.
 */
export function judgeLimit(principal: StackPrincipal, limit: readonly PolicyDocument[]): LimitVerdict {
  const { permissions, subject, anonymous } = effectivePrincipal(principal);
  const options = { catalogue: bundledCatalogue() };
  const verdict = checkContainment(permissions, limit, options);
  const gap = verdict.kind === "contained" ? subject.gaps[0] : subject.boundaryGap;
  const reason = gap ?? (verdict.kind === "unknown" ? verdict.reason.message : anonymous);
  if (reason !== undefined || verdict.kind === "unknown") {
    const outer = limit.map((document) => documentOfAnyCaller(document, "most"));
    const certain = gap === undefined ? checkContainment(ofAnyCaller(permissions, "least"), outer, options) : undefined;
    return certain?.kind === "notContained"
      ? { kind: "exceeds", difference: certain }
      : { kind: "unknown", reason: reason ?? "" };
  }
  return verdict.kind === "contained" ? { kind: "within" } : { kind: "exceeds", difference: verdict };
}
