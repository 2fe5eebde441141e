import type { InstanceIdentity } from "../../aws/identity-reader";
import type { Verdict } from "./check";
import { verdict } from "./check";
import type { Expectation } from "./expectation";
import type { LiveIdentity } from "./live-identity";

/** Checks the instance itself: that it is there, its profile and its metadata options. */
export function instanceChecks(expectation: Expectation, { instance }: LiveIdentity): readonly Verdict[] {
  if (instance.kind === "notRead") {
    return [{ id: "instance-exists", status: "notRead", message: instance.reason }];
  }
  const state = instance.value?.state;
  if (instance.value === undefined || state === "terminated" || state === "shutting-down") {
    const message = state === undefined ? "there is no such instance in this account and region" : `it is ${state}`;
    return [verdict("instance-exists", false, message)];
  }
  return [
    verdict("instance-exists", true, `it is ${instance.value.state}`),
    profileCheck(expectation, instance.value),
    ...metadataChecks(expectation, instance.value),
  ];
}

function profileCheck({ profile }: Expectation, { profileArn }: InstanceIdentity): Verdict {
  const shown = profileArn === undefined ? "it shows no instance profile" : `it shows \`${profileArn}\``;
  const name = profileArn?.split("/").at(-1);
  const same =
    profile === undefined ? name !== undefined : profile.startsWith("arn:") ? profileArn === profile : name === profile;
  const message = same || profile === undefined ? shown : `${shown}, expected \`${profile}\``;
  return verdict("instance-shows-profile", same, message);
}

function metadataChecks(expectation: Expectation, { metadata }: InstanceIdentity): readonly Verdict[] {
  const { httpTokens, httpEndpoint, httpPutResponseHopLimit: hops } = metadata;
  const declared = expectation.httpPutResponseHopLimit;
  const hopsAsExpected = declared === undefined ? hops !== undefined && hops <= 2 : hops === declared;
  const expectedHops = declared === undefined ? "1, or 2 for containers" : `${declared}`;
  return [
    verdict("metadata-requires-tokens", httpTokens === "required", found("HttpTokens", httpTokens, "required")),
    verdict("metadata-endpoint-enabled", httpEndpoint === "enabled", found("HttpEndpoint", httpEndpoint, "enabled")),
    verdict("metadata-hop-limit", hopsAsExpected, found("HttpPutResponseHopLimit", hops, expectedHops)),
  ];
}

function found(name: string, value: string | number | undefined, expected: string): string {
  const is = `${name} is ${value === undefined ? "not set" : `\`${value}\``}`;
  return `${value}` === expected ? is : `${is}, expected ${expected}`;
}
