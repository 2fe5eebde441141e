import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refusalError } from "./refuse";
import { EC2_SERVICE_PRINCIPAL_PATTERN, ec2ServicePrincipal } from "../ec2/service-principal";
import { PARTITIONS } from "../iam";
import { describeOutput } from "./symbolic-inputs";

/** What the provider of a component or resource says of itself: known at preview unless the provider's own configuration is not. */
export interface AwsContext {
  readonly partition: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
  /** The domain of the partition's endpoints: `amazonaws.com`. */
  readonly dnsSuffix: pulumi.Output<string>;
  /** The service principal that an EC2 role trusts in this partition. */
  readonly ec2ServicePrincipal: pulumi.Output<string>;
}

/** Returns the context of the provider that children of a component with `options` will use. */
export function awsContextOf(options: pulumi.ComponentResourceOptions | undefined): AwsContext {
  const provider = awsProviderOf(options);
  return awsContext({
    ...(options?.parent === undefined ? {} : { parent: options.parent }),
    ...(provider === undefined ? {} : { provider }),
  });
}

/** Returns the context of the provider that `options` of an invoke name. */
export function awsContext(options: pulumi.InvokeOptions): AwsContext {
  const own = aws.getPartitionOutput({}, options);
  const partition = describeOutput(own.partition, { label: "partition of the provider", pattern: "aws*" });
  const dnsSuffix = describeOutput(own.dnsSuffix, { label: "domain of the provider's partition" });
  const accountId = describeOutput(aws.getCallerIdentityOutput({}, options).accountId, {
    label: "account of the provider",
    pattern: "????????????",
  });
  const servicePrincipal = describeOutput(partition.apply(trustedService), {
    label: "service principal of EC2 in the provider's partition",
    pattern: EC2_SERVICE_PRINCIPAL_PATTERN,
  });
  return {
    partition,
    dnsSuffix,
    accountId,
    get region() {
      return describeOutput(aws.getRegionOutput({}, options).region, { label: "region of the provider" });
    },
    ec2ServicePrincipal: servicePrincipal,
  };
}

function awsProviderOf(options: pulumi.ComponentResourceOptions | undefined): pulumi.ProviderResource | undefined {
  const { provider, providers } = options ?? {};
  return [provider, ...Object.values(providers ?? {})].find((candidate) => aws.Provider.isInstance(candidate));
}

/** @throws pulumi.ResourceError, shown without a stack trace, for a partition in which it is not known whom to trust. */
function trustedService(partition: string): string {
  const service = ec2ServicePrincipal(partition);
  if (service !== undefined) return service;
  throw refusalError(
    `the provider's partition \`${partition}\` is not one of ${PARTITIONS.join(", ")}: the service principal of EC2 there ` +
      "is not known; correct the provider's region, or use a version of pulumi-ec2-identity that knows the partition",
  );
}
