import type { ProviderConfiguration } from "../configuration/provider-configuration";
import { zoneId, zoneNames } from "./availability-zones";
import { deterministicId } from "./deterministic-id";

/** A subnet of the default VPC. */
export interface DefaultSubnet {
  readonly id: string;
  readonly availabilityZone: string;
  readonly availabilityZoneId: string;
  readonly cidrBlock: string;
}

/** The network that every account has in every region. */
export interface DefaultNetwork {
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly subnets: readonly DefaultSubnet[];
  readonly securityGroupId: string;
}

/**
 * The default VPC with one subnet, a /20, in each of three zones; the ids follow from the account and the region.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
export function madeUpNetwork({ accountId, region }: ProviderConfiguration): DefaultNetwork {
  const vpcId = deterministicId("vpc", accountId, region);
  const subnets = zoneNames(region).map((zone, index) => ({
    id: deterministicId("subnet", accountId, zone),
    availabilityZone: zone,
    availabilityZoneId: zoneId(region, index),
    cidrBlock: `172.31.${index * 16}.0/20`,
  }));
  return { vpcId, cidrBlock: "172.31.0.0/16", subnets, securityGroupId: deterministicId("sg", vpcId) };
}
