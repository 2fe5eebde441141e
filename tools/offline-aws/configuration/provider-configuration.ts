import {
  isGiven,
  isList,
  isMap,
  reveal,
  revealAll,
  type PropertyMap,
  type PropertyValue,
} from "../property-value/property-value";
import { partitionOfRegion, type Partition } from "./partition";

/** The account that the stand-in answers for unless it is told otherwise; also moto's. */
const DEFAULT_ACCOUNT_ID = "123456789012";
/** ASSUMPTION: the real provider refuses to start without a region; the stand-in takes this one, so that a first try needs no set-up. */
const DEFAULT_REGION = "us-east-1";

/** The settings of one provider instance, after the environment has filled the gaps. */
export interface ProviderConfiguration {
  readonly region: string;
  readonly partition: Partition;
  readonly accountId: string;
  /** The ARN of whoever the provider acts as. */
  readonly callerArn: string;
  readonly defaultTags: Readonly<Record<string, string>>;
  /** The address of a stand-in for AWS; without one nothing can be created. */
  readonly endpoint?: string;
  readonly assumeRoleArns: readonly string[];
}

/** Thrown for settings that no provider could start with. */
export class ConfigurationError extends Error {}

/** A nested setting arrives as JSON text. */
function structured(value: PropertyValue | undefined): PropertyValue | undefined {
  const plain = value === undefined ? undefined : revealAll(value);
  if (typeof plain !== "string" || !/^\s*[[{]/.test(plain)) return plain;
  try {
    return JSON.parse(plain) as PropertyValue;
  } catch {
    throw new ConfigurationError(`provider configuration: \`${plain}\` is not valid JSON`);
  }
}

function text(value: PropertyValue | undefined): string | undefined {
  const plain = reveal(value);
  return typeof plain === "string" && plain !== "" ? plain : undefined;
}

function list(value: PropertyValue | undefined): readonly PropertyValue[] {
  const plain = structured(value);
  return isList(plain) ? plain : [];
}

function tagsOf(value: PropertyValue | undefined): Readonly<Record<string, string>> {
  const block = structured(value);
  const tags = isMap(block) ? structured(block["tags"]) : undefined;
  const entries = isMap(tags) ? Object.entries(tags) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** `endpoints` is a list of objects that map a service to an address; one address serves all services here. */
function endpointOf(value: PropertyValue | undefined): string | undefined {
  for (const entry of list(value)) {
    const address = isMap(entry) ? Object.values(entry).map(text).find(isGiven) : undefined;
    if (address !== undefined) return address;
  }
  return undefined;
}

function accountOf(args: PropertyMap, assumeRoleArns: readonly string[], environment: NodeJS.ProcessEnv): string {
  const assumed = /^arn:[^:]+:iam::(\d{12}):/.exec(assumeRoleArns.at(-1) ?? "")?.[1];
  const allowed = list(args["allowedAccountIds"]).map(String);
  const onlyAllowed = allowed.length === 1 ? allowed[0] : undefined;
  const accountId = assumed ?? environment["OFFLINE_AWS_ACCOUNT_ID"] ?? onlyAllowed ?? DEFAULT_ACCOUNT_ID;
  if (!/^\d{12}$/.test(accountId)) {
    throw new ConfigurationError(`an account id has 12 digits, got \`${accountId}\``);
  }
  const forbidden = list(args["forbiddenAccountIds"]).map(String);
  if ((allowed.length > 0 && !allowed.includes(accountId)) || forbidden.includes(accountId)) {
    throw new ConfigurationError(`AWS account ID not allowed: ${accountId}`);
  }
  return accountId;
}

function regionOf(args: PropertyMap, environment: NodeJS.ProcessEnv): string {
  const region =
    text(args["region"]) ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? DEFAULT_REGION;
  const skip = reveal(args["skipRegionValidation"]);
  if (skip !== true && skip !== "true" && !/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region)) {
    throw new ConfigurationError(`invalid AWS Region: ${region}`);
  }
  return region;
}

/**
 * The settings that the engine hands to `Configure`, with gaps filled from the environment: AWS_REGION,
 * AWS_DEFAULT_REGION, AWS_ENDPOINT_URL and OFFLINE_AWS_ACCOUNT_ID.
 *
 * @throws ConfigurationError for a region, account or JSON text that cannot be right
 */
export function readConfiguration(args: PropertyMap, environment: NodeJS.ProcessEnv): ProviderConfiguration {
  const region = regionOf(args, environment);
  const partition = partitionOfRegion(region);
  const roles = list(args["assumeRoles"]).map((role) => (isMap(role) ? role : {}));
  const assumeRoleArns = roles.map((role) => text(role["roleArn"])).filter((arn) => arn !== undefined);
  const accountId = accountOf(args, assumeRoleArns, environment);
  const endpoint = endpointOf(args["endpoints"]) ?? text(environment["AWS_ENDPOINT_URL"]);
  const roleName = /:role\/(?:.*\/)?([^/]+)$/.exec(assumeRoleArns.at(-1) ?? "")?.[1];
  const session = text(roles.at(-1)?.["sessionName"]) ?? "pulumi";
  return {
    region,
    partition,
    accountId,
    assumeRoleArns,
    callerArn:
      roleName === undefined
        ? `arn:${partition.partition}:iam::${accountId}:user/offline`
        : `arn:${partition.partition}:sts::${accountId}:assumed-role/${roleName}/${session}`,
    defaultTags: tagsOf(args["defaultTags"]),
    ...(endpoint !== undefined && { endpoint }),
  };
}
