/** An error that AWS or the way to it answered with. */
export interface AwsError {
  /** AWS's code (`IncorrectState`), or that of the network (`ECONNRESET`). */
  readonly code: string;
  readonly message: string;
}

/** What an error asks for. */
export type ErrorMeaning =
  /** IAM has not told EC2 of the profile yet. */
  | "propagation"
  /** The state of the instance or association is not what was observed: observe again. */
  | "changed"
  | "throttled"
  /** The thing asked for does not exist. */
  | "missing"
  | "accessDenied"
  | "noCredentials"
  /** The clock of this machine is wrong. */
  | "clock"
  | "unreachable"
  | "failed";

const CODES: Readonly<Record<string, ErrorMeaning>> = {
  IncorrectState: "changed",
  IncorrectInstanceState: "changed",
  "InvalidAssociationID.NotFound": "changed",
  RequestLimitExceeded: "throttled",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  TooManyRequestsException: "throttled",
  EC2ThrottledException: "throttled",
  ServiceUnavailable: "throttled",
  Unavailable: "throttled",
  InternalError: "throttled",
  InternalFailure: "throttled",
  ServiceFailure: "throttled",
  RequestTimeout: "throttled",
  "InvalidInstanceID.NotFound": "missing",
  NoSuchEntity: "missing",
  NoSuchEntityException: "missing",
  UnauthorizedOperation: "accessDenied",
  AccessDenied: "accessDenied",
  AccessDeniedException: "accessDenied",
  CredentialsProviderError: "noCredentials",
  TokenProviderError: "noCredentials",
  AuthFailure: "noCredentials",
  InvalidClientTokenId: "noCredentials",
  UnrecognizedClientException: "noCredentials",
  MissingAuthenticationToken: "noCredentials",
  ExpiredToken: "noCredentials",
  ExpiredTokenException: "noCredentials",
  OptInRequired: "noCredentials",
  RequestExpired: "clock",
  RequestTimeTooSkewed: "clock",
  ECONNREFUSED: "unreachable",
  ENOTFOUND: "unreachable",
  EAI_AGAIN: "unreachable",
  ECONNRESET: "throttled",
  ETIMEDOUT: "throttled",
  EPIPE: "throttled",
  TimeoutError: "throttled",
};

/**
 * Says what an error asks for. EC2 has one code, InvalidParameterValue, for a profile that IAM has not told it of yet
 * and for a wrong parameter: the text tells them apart.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/12533
 */
export function meaningOf({ code, message }: AwsError): ErrorMeaning {
  if (code === "InvalidParameterValue") {
    if (/Invalid IAM Instance Profile|has no associated IAM Roles/i.test(message)) {
      return "propagation";
    }
    return /Invalid value for associationId/i.test(message) ? "changed" : "failed";
  }
  if (code === "IncorrectState" && /InstanceIdentityProfile/.test(message)) {
    return "propagation";
  }
  if (code === "SignatureDoesNotMatch") {
    return /Signature (expired|not yet current)/i.test(message) ? "clock" : "noCredentials";
  }
  return CODES[code] ?? "failed";
}

/**
 * Returns one sentence for an error that ends an operation: what was asked, what AWS answered, and what would help.
 * `permissions` are those that the call needs.
 */
export function explainError(error: AwsError, call: string, permissions: readonly string[]): string {
  const answer = `${call} failed with ${error.code}: ${error.message}`;
  switch (meaningOf(error)) {
    case "accessDenied":
      return `access denied, missing ${missingPermission(error.message, permissions)}; ${answer}`;
    case "noCredentials":
      return `no usable AWS credentials: set a profile, a role or keys on the provider or in \`connection\`; ${answer}`;
    case "clock":
      return `the clock of this machine differs from that of AWS: set it; ${answer}`;
    case "unreachable":
      return `AWS is not reachable: check the endpoint, the region and the network; ${answer}`;
    case "propagation":
    case "changed":
    case "throttled":
    case "missing":
    case "failed":
      return answer;
  }
}

/** IAM names the permission in its message; an encoded message leaves those that the call needs. */
function missingPermission(message: string, permissions: readonly string[]): string {
  const named = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)(?: on resource:? (\S+))?/.exec(message);
  if (named?.[1] !== undefined) {
    return `the permission \`${named[1]}\`${named[2] === undefined ? "" : ` on \`${named[2].replace(/[.,]$/, "")}\``}`;
  }
  return `one of the permissions ${permissions.map((permission) => `\`${permission}\``).join(", ")}`;
}
