import { partitionOfRegion } from "../configuration/partition";
import type { ProviderConfiguration } from "../configuration/provider-configuration";
import type { PropertyMap } from "../property-value/property-value";
import { textProperty } from "../property-value/read-property";
import { inRegion } from "./arguments";

/** The unique id that stands in for that of the offline user. */
const USER_ID = "AIDAOFFLINE0000000000";

/** `aws.getCallerIdentity`: the account, ARN and id of whoever the provider acts as. */
export function getCallerIdentity(_: PropertyMap, { accountId, callerArn }: ProviderConfiguration): PropertyMap {
  return { accountId, arn: callerArn, id: accountId, userId: USER_ID };
}

/** `aws.getPartition`: the partition of the provider's region. */
export function getPartition(_: PropertyMap, { partition }: ProviderConfiguration): PropertyMap {
  const { partition: id, dnsSuffix, reverseDnsPrefix } = partition;
  return { id, partition: id, dnsSuffix, reverseDnsPrefix };
}

/** `aws.getRegion`: the region that is named or has the endpoint, else the provider's. */
export function getRegion(args: PropertyMap, configuration: ProviderConfiguration): PropertyMap {
  const byEndpoint = /^ec2\.([\w-]+)\./.exec(textProperty(args, "endpoint") ?? "")?.[1];
  const region = textProperty(args, "region") ?? textProperty(args, "name") ?? byEndpoint ?? configuration.region;
  const endpoint = `ec2.${region}.${partitionOfRegion(region).dnsSuffix}`;
  return { id: region, name: region, region, description: region, endpoint };
}

/** `aws.getService`: the names under which a service is reached. */
export function getService(args: PropertyMap, configuration: ProviderConfiguration): PropertyMap {
  const { region, partition } = inRegion(args, configuration);
  const serviceId = textProperty(args, "serviceId") ?? "";
  const dnsName = `${serviceId}.${region}.${partition.dnsSuffix}`;
  const reverseDnsPrefix = partition.reverseDnsPrefix;
  return {
    id: dnsName,
    dnsName,
    partition: partition.partition,
    region,
    reverseDnsName: `${reverseDnsPrefix}.${region}.${serviceId}`,
    reverseDnsPrefix,
    serviceId,
    supported: true,
  };
}
