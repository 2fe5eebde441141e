import type { AwsRequest } from "../aws-request";

/** The members of an instance's metadata options, as requests name them. */
export const METADATA_OPTIONS = [
  "HttpEndpoint",
  "HttpProtocolIpv6",
  "HttpPutResponseHopLimit",
  "HttpTokens",
  "InstanceMetadataTags",
] as const;

/** Metadata options of which some may be left open. */
export type MetadataOptions = Partial<Record<(typeof METADATA_OPTIONS)[number], string | number | undefined>>;

/** What the request lacks of these options, as parameters for it. */
export function missingOptions(
  { parameters }: AwsRequest,
  prefix: string,
  options: MetadataOptions,
): Readonly<Record<string, string>> {
  const missing = METADATA_OPTIONS.flatMap((name) => {
    const value = options[name];
    const given = parameters?.has(prefix + name) === true;
    return value === undefined || given ? [] : [[prefix + name, String(value)] as const];
  });
  return Object.fromEntries(missing);
}
