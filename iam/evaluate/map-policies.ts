import type { NamedPolicy } from "../document/policy-document";
import type { ApplicablePolicies } from "./authorization-request";

/** The policies with each one changed; kinds and levels stay. */
export function mapPolicies(
  policies: ApplicablePolicies,
  map: (policy: NamedPolicy) => NamedPolicy,
): ApplicablePolicies {
  const { identity, permissionsBoundary, session, resource, scps, rcps } = policies;
  return {
    ...policies,
    ...(identity && { identity: identity.map(map) }),
    ...(permissionsBoundary && { permissionsBoundary: map(permissionsBoundary) }),
    ...(session && { session: session.map(map) }),
    ...(resource && { resource: map(resource) }),
    ...(scps && { scps: scps.map((level) => level.map(map)) }),
    ...(rcps && { rcps: rcps.map((level) => level.map(map)) }),
  };
}

/** All policies, of whatever kind. */
export function allPolicies(policies: ApplicablePolicies): readonly NamedPolicy[] {
  const { identity = [], permissionsBoundary, session = [], resource, scps = [], rcps = [] } = policies;
  const single = [permissionsBoundary, resource].filter((policy) => policy !== undefined);
  return [...identity, ...session, ...single, ...scps.flat(), ...rcps.flat()];
}
