import type { ContainmentOptions, Disjointness, PermissionSource } from "./containment";
import { decide } from "./decide";

/** Decides whether no request is allowed by both sides. Exact as `checkContainment` is. */
export function checkDisjointness(
  a: PermissionSource,
  b: PermissionSource,
  options: ContainmentOptions = {},
): Disjointness {
  return checkCommonRequest([a, b], options);
}

/** Decides whether no request is allowed by all of `sources`. Exact as `checkContainment` is. */
export function checkCommonRequest(
  sources: readonly PermissionSource[],
  options: ContainmentOptions = {},
): Disjointness {
  const decision = decide(sources, undefined, options);
  if (decision.kind === "none") return { kind: "disjoint" };
  if (decision.kind === "unknown") return decision;
  const { request, symbols } = decision;
  return { kind: "overlapping", request, ...(symbols && { symbols }) };
}
