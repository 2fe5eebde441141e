import type { ApplicablePolicies, ContextValue } from "../evaluate/authorization-request";
import type { EffectivePermissions } from "./containment";

/**
 * What a principal may do: what its identity policies allow within its boundary, its session policies and every level of
 * SCPs. `context` holds values of keys that are the same in each of its requests, such as `aws:PrincipalTag/team`.
 */
export function effectivePermissions(
  policies: ApplicablePolicies,
  options: { readonly principal: string; readonly context?: Readonly<Record<string, ContextValue>> },
): EffectivePermissions {
  return { kind: "effectivePermissions", policies, principal: options.principal, context: options.context ?? {} };
}
