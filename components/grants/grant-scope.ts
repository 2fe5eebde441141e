import * as pulumi from "@pulumi/pulumi";

import { awsContext } from "../aws-context";
import { describe } from "../plan";
import { isRegionName } from "../region-plan";
import { describeOutput } from "../symbolic-inputs";
import { expectOptions } from "./granted-arn";

/** Where the resources of a grant are that is made from their names. */
export interface GrantScope {
  /** @default the region of the provider */
  readonly region?: pulumi.Input<string>;
  /** @default the account of the provider */
  readonly accountId?: pulumi.Input<string>;
  /** The provider that is asked for partition, account and region. @default the program's own */
  readonly provider?: pulumi.ProviderResource;
}

/**
 * Returns the ARN of `resource` of `service` in `scope`, known at first preview.
 * @throws pulumi.RunError for a region or account that is none
 */
export function scopedArn(grant: string, service: string, resource: string, scope: GrantScope): pulumi.Output<string> {
  expectOptions(grant, scope, ["region", "accountId", "provider"]);
  expectText(grant, "region", scope.region, isRegionName, "the name of a Region such as `eu-central-1`");
  expectText(grant, "accountId", scope.accountId, (id) => /^\d{12}$/.test(id), "an account id of twelve digits");
  const context = awsContext(scope.provider === undefined ? {} : { provider: scope.provider });
  const region = scope.region ?? context.region;
  const account = scope.accountId ?? context.accountId;
  return describeOutput(pulumi.interpolate`arn:${context.partition}:${service}:${region}:${account}:${resource}`, {
    label: `ARN of \`${resource}\` in the provider's account and region`,
    pattern: `arn:aws*:${service}:*:*:${resource}`,
  });
}

/** What is an output is not known yet. */
function expectText(
  grant: string,
  option: string,
  given: unknown,
  accepts: (text: string) => boolean,
  expected: string,
): void {
  if (given === undefined || pulumi.Output.isInstance(given) || given instanceof Promise) return;
  if (typeof given === "string" && accepts(given)) return;
  throw new pulumi.RunError(`${grant}: got ${describe(given)} as \`${option}\`, expected ${expected}`);
}
