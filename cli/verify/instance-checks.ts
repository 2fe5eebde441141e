import type { MetadataIdentity } from "../../aws/identity-reader";
import type { CheckId, Verdict } from "./check";
import { notRead, verdict } from "./check";
import type { DeclaredIdentity } from "./expectation";
import type { LiveIdentity } from "./live-identity";

/** Checks the instance itself: that it is there, its profile and its metadata options. */
export function instanceChecks(expectation: DeclaredIdentity, { instance }: LiveIdentity): readonly Verdict[] {
  if (instance.kind === "notRead") {
    return [notRead("instance-exists", instance.reason)];
  }
  const state = instance.value?.state;
  if (instance.value === undefined || state === "terminated" || state === "shutting-down") {
    const message = state === undefined ? "there is no such instance in this account and region" : `it is ${state}`;
    return [verdict("instance-exists", false, message)];
  }
  return [
    verdict("instance-exists", true, `it is ${instance.value.state}`),
    profileCheck("instance-shows-profile", "it shows", expectation.profile, instance.value.profileArn),
    ...metadataChecks(expectation, instance.value.metadata),
  ];
}

/**
 * Checks that a profile is the one that is declared, `null` for none; some profile where nothing is declared.
 * @param live name or ARN
 */
export function profileCheck(
  id: CheckId,
  shows: string,
  declared: string | null | undefined,
  live: string | undefined,
): Verdict {
  const found = live === undefined ? `${shows} no instance profile` : `${shows} \`${live}\``;
  const same =
    declared === undefined || declared === null
      ? (live === undefined) === (declared === null)
      : live !== undefined && isSame(declared, live);
  const expected = declared === undefined ? "" : `, expected ${declared === null ? "none" : `\`${declared}\``}`;
  return verdict(id, same, same ? found : `${found}${expected}`);
}

/** Names of profiles are unique in an account, whatever their path: an ARN and a name are compared by name. */
function isSame(declared: string, live: string): boolean {
  const arns = declared.startsWith("arn:") && live.startsWith("arn:");
  return arns ? declared === live : declared.split("/").at(-1) === live.split("/").at(-1);
}

/** Checks that tokens are required, that the endpoint is as declared, and the hop limit. */
export function metadataChecks(
  { httpEndpoint: endpoint = "enabled", httpPutResponseHopLimit: declared }: DeclaredIdentity,
  { httpTokens, httpEndpoint, httpPutResponseHopLimit: hops }: MetadataIdentity,
): readonly Verdict[] {
  const hopsAsExpected = declared === undefined ? hops !== undefined && hops <= 2 : hops === declared;
  const expectedHops = declared === undefined ? "1, or 2 for containers" : `${declared}`;
  return [
    verdict("metadata-requires-tokens", httpTokens === "required", found("HttpTokens", httpTokens, "required")),
    verdict("metadata-endpoint-enabled", httpEndpoint === endpoint, found("HttpEndpoint", httpEndpoint, endpoint)),
    verdict("metadata-hop-limit", hopsAsExpected, found("HttpPutResponseHopLimit", hops, expectedHops)),
  ];
}

function found(name: string, value: string | number | undefined, expected: string): string {
  const is = `${name} is ${value === undefined ? "not set" : `\`${value}\``}`;
  return `${value}` === expected ? is : `${is}, expected ${expected}`;
}
