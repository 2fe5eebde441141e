import type { AwsCallError } from "./aws-call-error";
import { FOREIGN_ANSWER, SERVER_ERROR } from "./aws-call-error";

/** What an error says: AWS's code (`IncorrectState`) or that of the network (`ECONNRESET`), and a text. */
export type AwsError = Pick<AwsCallError, "code" | "message">;

/** What an error asks for. */
export type ErrorMeaning =
  /** IAM has not told EC2 of the profile yet. */
  | "propagation"
  /** The state of the instance or association is not what was observed: observe again. */
  | "changed"
  /** AWS refuses the call for the rate of calls: nothing was done. */
  | "throttled"
  /** AWS had a fault, or no answer came in time: what was asked for may have been done. */
  | "unanswered"
  /** The thing asked for does not exist. */
  | "missing"
  | "accessDenied"
  | "noCredentials"
  | "noRegion"
  /** The clock of this machine is wrong. */
  | "clock"
  | "unreachable"
  /** A server is there, and no secure connection to it. */
  | "insecure"
  /** What answers is not AWS. */
  | "foreign"
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
  ServiceUnavailable: "unanswered",
  Unavailable: "unanswered",
  InternalError: "unanswered",
  InternalFailure: "unanswered",
  ServiceFailure: "unanswered",
  RequestTimeout: "unanswered",
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
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ERR_INVALID_URL: "unreachable",
  EPROTO: "insecure",
  CERT_HAS_EXPIRED: "insecure",
  DEPTH_ZERO_SELF_SIGNED_CERT: "insecure",
  SELF_SIGNED_CERT_IN_CHAIN: "insecure",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "insecure",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "insecure",
  ERR_TLS_CERT_ALTNAME_INVALID: "insecure",
  [FOREIGN_ANSWER]: "foreign",
  [SERVER_ERROR]: "unanswered",
  ECONNRESET: "unanswered",
  ETIMEDOUT: "unanswered",
  EPIPE: "unanswered",
  TimeoutError: "unanswered",
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
  // The SDK throws this one without a code.
  if (code === "Error" && message === "Region is missing") {
    return "noRegion";
  }
  return CODES[code] ?? "failed";
}

/** What each call needs of IAM beside itself: passing a role is checked by EC2 where a profile is given. */
const FURTHER_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  "ec2:AssociateIamInstanceProfile": ["iam:PassRole"],
  "ec2:ReplaceIamInstanceProfileAssociation": ["iam:PassRole"],
};

/** Where the user sets how AWS is reached: in a Pulumi program, or on the command line. */
export type Surface = "program" | "command";

/** What to do, in the words of each surface. */
const HELP: Readonly<Record<Surface, Readonly<Record<"credentials" | "region" | "endpoint" | "authority", string>>>> = {
  program: {
    credentials: "give, or check, a profile, a role or keys on the provider or in `connection`",
    region: "set it on the provider, in `connection` or in AWS_REGION",
    endpoint: "check the endpoint (`endpoints` of the provider or of `connection`, AWS_ENDPOINT_URL), or leave it out",
    authority: "name the authority of its certificate in the provider's `customCaBundle` or `connection.caBundle`",
  },
  command: {
    credentials: "give, or check, --profile, AWS_PROFILE or keys in the environment",
    region: "give --region, or set AWS_REGION",
    endpoint: "check the endpoint (--endpoint-url, AWS_ENDPOINT_URL), or leave it out",
    authority: "name the authority of its certificate in NODE_EXTRA_CA_CERTS",
  },
};

/** An error of a call, as far as it is explained. */
type ExplainedError = Pick<AwsCallError, "action" | "code" | "message" | "server">;

/**
 * Returns one sentence for an error that ends what was asked for: what would help, in the words of `surface`, the call, and
 * what AWS answered.
 */
export function explainError(error: ExplainedError, surface: Surface): string {
  const help = helpWith(error, HELP[surface]);
  return `${help === undefined ? "" : `${help}; `}${error.action} failed with ${error.code}: ${error.message}`;
}

function helpWith(error: ExplainedError, help: (typeof HELP)[Surface]): string | undefined {
  const server = error.server === undefined ? "AWS" : `\`${error.server}\``;
  switch (meaningOf(error)) {
    case "accessDenied":
      return `access denied, missing ${missingPermission(error)}`;
    case "noCredentials":
      return `no usable AWS credentials: ${help.credentials}`;
    case "clock":
      return "the clock of this machine differs from that of AWS: set it";
    case "unreachable":
      return `${server} is not reachable: check the endpoint, the region and the network`;
    case "insecure":
      return `there is no secure connection to ${server}: check the endpoint, and ${help.authority}`;
    case "foreign":
      return `${server} does not answer as AWS does: ${help.endpoint}`;
    case "noRegion":
      return `no AWS region: ${help.region}`;
    case "propagation":
    case "changed":
    case "throttled":
    case "unanswered":
    case "missing":
    case "failed":
      return undefined;
  }
}

/** IAM names the permission in its message; an encoded message leaves those that the call needs. */
function missingPermission({ action, message }: Pick<AwsCallError, "action" | "message">): string {
  const named = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)(?: on resource:? (\S+))?/.exec(message);
  if (named?.[1] !== undefined) {
    return `the permission \`${named[1]}\`${named[2] === undefined ? "" : ` on \`${named[2].replace(/[.,]$/, "")}\``}`;
  }
  const needed = [action, ...(FURTHER_PERMISSIONS[action] ?? [])].map((permission) => `\`${permission}\``);
  return needed.length === 1 ? `the permission ${needed.join("")}` : `one of the permissions ${needed.join(", ")}`;
}
