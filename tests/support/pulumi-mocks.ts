import * as pulumi from "@pulumi/pulumi";

import { REGIONS } from "../../iam";
import { partitionOfRegion } from "../../tools/offline-aws/configuration/partition";

/** One resource that the program under test registered. */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What the SDK's mocks recorded; every resource of the program that `run` ran. */
export interface MockRun<T> {
  readonly value: T;
  readonly resources: readonly RegisteredResource[];
  /** Messages that the program logged as warnings. */
  readonly warnings: readonly string[];
  /** The resources of `type`, by name. */
  ofType(type: string): Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The account and partition of the mocked provider. */
export const ACCOUNT = "123456789012";

/** The region of the mocked provider. */
export const REGION = "eu-central-1";

/**
 * Runs `program` against the SDK's mocks. At preview, names are known and ARNs and ids are not, as with the real
 * provider; otherwise every output is.
 */
export async function runWithMocks<T>(
  program: () => T,
  options: {
    readonly preview?: boolean;
    readonly partition?: string;
    /** Accounts of providers, by their names. @default ACCOUNT for each */
    readonly accounts?: Readonly<Record<string, string>>;
  } = {},
): Promise<MockRun<T>> {
  const { preview = false, partition = "aws", accounts = {} } = options;
  const accountOf = (provider = "") => accounts[provider.split("::").at(-2) ?? ""] ?? ACCOUNT;
  const resources: RegisteredResource[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, provider }) => {
        resources.push({ type, name, inputs: inputs as Record<string, unknown> });
        const state = outputsOf(type, name, inputs as Record<string, unknown>, {
          partition,
          account: accountOf(provider),
        });
        return preview
          ? { id: undefined, state: without(state, ["arn", "id", "uniqueId", "privateIp"]) }
          : { id: IDS[type] ?? `${name}-id`, state };
      },
      call: ({ token, provider }) => invoke(token, { partition, account: accountOf(provider) }),
    },
    "project",
    "stack",
    preview,
  );
  const ofType = (type: string) =>
    Object.fromEntries(resources.filter((r) => r.type === type).map((r) => [r.name, r.inputs]));
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (text: string) => warnings.push(text.replace("warning: [runtime] ", ""));
  try {
    return { ...(await settled(program)), resources, warnings, ofType };
  } finally {
    console.warn = warn;
  }
}

/** Returns the message with which a program refuses its arguments at construction. */
export async function refusalOf(program: () => unknown): Promise<string> {
  let message = "the program refused nothing";
  await runWithMocks(() => {
    try {
      program();
    } catch (error) {
      if (!pulumi.ResourceError.isInstance(error) || error.hideStack !== true) {
        throw error;
      }
      message = error.message;
    }
  });
  return message;
}

/** Returns the value of `output`; undefined where it is unknown. */
export async function valueOf<T>(output: pulumi.Output<T>): Promise<T | undefined> {
  return (output as unknown as { promise(): Promise<T | undefined> }).promise();
}

// A refusal while outputs resolve reaches what waits for the end of the program a turn later: Node would print a warning.
process.on("rejectionHandled", () => undefined);

/** Runs the program, and waits until every pending registration of it is through. */
async function settled<T>(program: () => T): Promise<{ readonly value: T }> {
  const value = program();
  await pulumi.runtime.disconnect();
  return { value };
}

/** Ids that AWS gives a form of their own. */
const IDS: Readonly<Record<string, string>> = { "aws:ec2/launchTemplate:LaunchTemplate": "lt-0123456789abcdef0" };

/** Where a provider makes resources. */
interface Place {
  readonly partition: string;
  readonly account: string;
}

function outputsOf(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  { partition, account }: Place,
): Record<string, unknown> {
  const given = { name: `${name}-1234567`, path: "/", ...inputs };
  const kind = /^aws:iam\/(role|user|group|policy|instanceProfile):/
    .exec(type)?.[1]
    ?.replace("instanceProfile", "instance-profile");
  if (kind !== undefined) {
    return { ...given, arn: `arn:${partition}:iam::${account}:${kind}${given.path}${given.name}` };
  }
  if (type === "aws:s3/bucket:Bucket") {
    const bucket = (inputs["bucket"] as string | undefined) ?? `${name}-1234567`;
    return { ...inputs, bucket, arn: `arn:${partition}:s3:::${bucket}` };
  }
  if (type === "aws:sqs/queue:Queue") {
    return { ...given, arn: `arn:${partition}:sqs:${partitionOf(partition).region}:${account}:${given.name}` };
  }
  if (type === "aws:ec2/launchTemplate:LaunchTemplate") {
    return { ...given, latestVersion: 1 };
  }
  return { ...given, privateIp: "10.0.0.1" };
}

/** The domain of the mocked provider's partition, and its region, which is `REGION` in `aws`. */
export function partitionOf(partition: string): { readonly dnsSuffix: string; readonly region: string } {
  const region = REGIONS.find((one) => partitionOfRegion(one).partition === partition);
  const isKnown = region !== undefined && partition !== "aws";
  return { dnsSuffix: partitionOfRegion(region ?? REGION).dnsSuffix, region: isKnown ? region : REGION };
}

function invoke(token: string, { partition, account }: Place): Record<string, unknown> {
  switch (token) {
    case "aws:index/getPartition:getPartition":
      return { partition, dnsSuffix: partitionOf(partition).dnsSuffix };
    case "aws:index/getRegion:getRegion":
      return { region: partitionOf(partition).region };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId: account };
    case "aws:ssm/getParameter:getParameter":
      return { value: "ami-0123456789abcdef0" };
    default:
      throw new Error(`no mock for the invoke \`${token}\``);
  }
}

function without(state: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(state).filter(([key]) => !keys.includes(key)));
}
