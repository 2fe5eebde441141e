import { splitArn } from "../arn/arn";
import { PARTITIONS } from "../data/regions";
import type { NamedPolicy } from "../document/policy-document";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import { questionOf, type Asked, type AskedRequests } from "./question";

/**
 * The regions in which the partitions' IAM is called.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
 */
const REGION_OF_IAM: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-eusc": "eusc-de-east-1",
  "aws-iso": "us-iso-east-1",
  "aws-iso-b": "us-isob-east-1",
  "aws-iso-e": "eu-isoe-west-1",
  "aws-iso-f": "us-isof-south-1",
};

const REQUESTED_REGION = "aws:RequestedRegion";

/** That a request is one in a region in which IAM is called. */
export const IN_REGION_OF_IAM: Asked = ["StringEquals", REQUESTED_REGION, regionsOfIam(undefined)];

/** That a request is one in some region. */
export const IN_ANY_REGION: Asked = ["Null", REQUESTED_REGION, ["false"]];

function regionsOfIam(partition: string | undefined): readonly string[] {
  const own = partition === undefined ? undefined : REGION_OF_IAM[partition];
  return own === undefined ? Object.values(REGION_OF_IAM) : [own];
}

/** What is known of the requests of a principal. */
export interface KnownOfRequests {
  /** The partition that the principal is in. */
  readonly partition: string | undefined;
  /** Whether the Region matters to some policy. */
  readonly asksForRegion: boolean;
}

/** Whether AWS may receive a request, as far as the partition of its resource tells, and for calls of IAM its Region. */
export function mayBeReceived(
  { action, resource, context }: AuthorizationRequest,
  { partition, asksForRegion }: KnownOfRequests,
): boolean {
  const of = splitArn(resource)?.[1];
  if (partition !== undefined && of !== undefined && of !== partition && PARTITIONS.includes(of)) return false;
  if (!asksForRegion || !/^iam:/i.test(action)) return true;
  const [, region] = Object.entries(context).find(([key]) => key.toLowerCase() === "aws:requestedregion") ?? [];
  return typeof region === "string" && regionsOfIam(partition).includes(region);
}

/** A policy that denies what `mayBeReceived` excludes. */
export function neverReceived({ partition, asksForRegion }: KnownOfRequests): NamedPolicy {
  const others = PARTITIONS.filter((other) => partition !== undefined && other !== partition);
  const outside: Asked = ["StringNotEquals", REQUESTED_REGION, regionsOfIam(partition)];
  const excluded: readonly AskedRequests[] = [
    ...(asksForRegion ? [{ actions: ["iam:*"], resources: ["*"], conditions: [outside] }] : []),
    ...(others.length === 0 ? [] : [{ actions: ["*"], resources: others.map((other) => `arn:${other}:*`) }]),
  ];
  const { statements, ...document } = questionOf(excluded);
  const denied = statements.map((statement) => ({ ...statement, effect: "Deny" as const }));
  return { id: "requests that AWS does not receive", document: { ...document, statements: denied } };
}
