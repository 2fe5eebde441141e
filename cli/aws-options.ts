import type { Command } from "commander";

import type { AwsConnection } from "../aws/connection";
import { InputError } from "./input";

/** The options of a command that calls AWS. */
export interface AwsOptions {
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
}

/** Adds the options; `region` says what the region is that of. */
export function addAwsOptions(command: Command, region: string): Command {
  return command
    .option("--region <region>", region)
    .option("--profile <name>", "profile of the AWS configuration files")
    .option("--endpoint-url <url>", "call this address instead of AWS's");
}

/**
 * Returns how the options say that AWS is reached.
 * @param services those that are called, by the SDK's names
 * @throws InputError for an endpoint that is no address, and a region that can be none
 */
export function connectionOf({ region, profile, endpointUrl }: AwsOptions, services: readonly string[]): AwsConnection {
  if (endpointUrl !== undefined && !/^https?:$/.test(URL.parse(endpointUrl)?.protocol ?? "")) {
    throw wrongOption("--endpoint-url", endpointUrl, "an address with http: or https:");
  }
  if (region !== undefined && !/^[a-z0-9-]+$/.test(region)) {
    throw wrongOption("--region", region, "the code of a region, such as `eu-central-1`");
  }
  return {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined
      ? {}
      : { endpoints: Object.fromEntries([...services, "sts"].map((service) => [service, endpointUrl])) }),
  };
}

function wrongOption(option: string, got: string, expected: string): InputError {
  return new InputError([{ file: option, pointer: "", reason: `got \`${got}\`, expected ${expected}` }]);
}
