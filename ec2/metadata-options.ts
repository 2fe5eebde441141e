import { UNKNOWN, isPlainObject, type PlainValue } from "./plain-value";

/** What a resource's metadata options mean for IMDSv1. */
export type MetadataOptionsJudgement =
  /** IMDSv1 is refused: a token is required, or the endpoint is off. */
  | { readonly kind: "compliant" }
  /** Nothing was set here: what holds is decided elsewhere (launch template, account default, AMI). */
  | { readonly kind: "unset"; readonly property: string }
  | { readonly kind: "violation"; readonly property: string; readonly problem: string }
  /** The value that decides is not known. */
  | { readonly kind: "unknown"; readonly property: string };

/**
 * Decides whether metadata options as the provider takes them (`httpEndpoint`, `httpTokens`) refuse IMDSv1. Exact for
 * known values; a property that decides and is unknown gives `unknown`. `property` names the options in messages.
 * Unset is no proof: the account's default and the AMI decide then. The provider sends `httpTokens` only where
 * `httpEndpoint` is "enabled", so without an endpoint nothing is set; `fillsEndpoint` says that its check puts
 * "enabled" in where it is absent, as it does for instances.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
 */
export function judgeMetadataOptions(
  options: PlainValue | undefined,
  property: string,
  fillsEndpoint: boolean,
): MetadataOptionsJudgement {
  if (options === UNKNOWN) return { kind: "unknown", property };
  if (options === undefined || options === null) return { kind: "unset", property };
  if (!isPlainObject(options)) {
    return { kind: "violation", property, problem: "is no object, so it does not require IMDSv2" };
  }
  const { httpEndpoint, httpTokens } = options;
  if (httpEndpoint === "disabled") return { kind: "compliant" };
  const lacksEndpoint = httpEndpoint === undefined || httpEndpoint === null || httpEndpoint === "";
  const maySayRequired = httpTokens === "required" || httpTokens === UNKNOWN;
  if (lacksEndpoint && !fillsEndpoint && maySayRequired) return { kind: "unset", property: `${property}.httpEndpoint` };
  if (httpTokens === "required") return { kind: "compliant" };
  if (httpTokens === UNKNOWN) return { kind: "unknown", property: `${property}.httpTokens` };
  if (httpEndpoint === UNKNOWN) return { kind: "unknown", property: `${property}.httpEndpoint` };
  if (httpTokens === undefined || httpTokens === null) return { kind: "unset", property: `${property}.httpTokens` };
  return {
    kind: "violation",
    property: `${property}.httpTokens`,
    problem: `is \`${textOf(httpTokens)}\`, so credentials can be fetched by IMDSv1`,
  };
}

function textOf(value: PlainValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The options that `remediateMetadataOptions` writes; what is absent stays as it is. */
export interface RemediatedMetadataOptions {
  readonly httpEndpoint: "enabled";
  readonly httpTokens: "required";
  readonly httpPutResponseHopLimit?: number;
}

/**
 * The options to write over `options` so that IMDSv2 is required, or undefined where nothing needs to change or the
 * options as a whole are unknown. The endpoint is always sent: the provider drops the others without it. A hop limit
 * that is set, or unknown, stays; else it becomes 1. `fillsEndpoint` is that of `judgeMetadataOptions`.
 */
export function remediateMetadataOptions(
  options: PlainValue | undefined,
  fillsEndpoint: boolean,
): RemediatedMetadataOptions | undefined {
  if (options === UNKNOWN || judgeMetadataOptions(options, "", fillsEndpoint).kind === "compliant") return undefined;
  const hopLimit = isPlainObject(options) ? options["httpPutResponseHopLimit"] : undefined;
  const keepsHopLimit = hopLimit === UNKNOWN || typeof hopLimit === "number";
  return { httpEndpoint: "enabled", httpTokens: "required", ...(keepsHopLimit ? {} : { httpPutResponseHopLimit: 1 }) };
}
