import * as pulumi from "@pulumi/pulumi";

import { awsContext } from "../aws-context";
import { describeOutput } from "../symbolic-inputs";

/** Where the resources of a grant are that is made from their names. */
export interface GrantScope {
  /** @default the region of the provider */
  readonly region?: pulumi.Input<string>;
  /** @default the account of the provider */
  readonly accountId?: pulumi.Input<string>;
  /** The provider that is asked for partition, account and region. @default the program's own */
  readonly provider?: pulumi.ProviderResource;
}

/** Returns the ARN of `resource` of `service` in `scope`, known at first preview. */
export function scopedArn(service: string, resource: string, scope: GrantScope): pulumi.Output<string> {
  const context = awsContext(scope.provider === undefined ? {} : { provider: scope.provider });
  const region = scope.region ?? context.region;
  const account = scope.accountId ?? context.accountId;
  return describeOutput(pulumi.interpolate`arn:${context.partition}:${service}:${region}:${account}:${resource}`, {
    label: `ARN of \`${resource}\` in the provider's account and region`,
    pattern: `arn:aws*:${service}:*:*:${resource}`,
  });
}
