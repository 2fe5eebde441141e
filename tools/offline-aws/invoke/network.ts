import type { ProviderConfiguration } from "../configuration/provider-configuration";
import { isMap, type PropertyMap } from "../property-value/property-value";
import { blocksProperty, textProperty } from "../property-value/read-property";
import { filterValues, inRegion } from "./arguments";
import { madeUpNetwork, type DefaultNetwork, type DefaultSubnet } from "./default-network";
import { deterministicId } from "./deterministic-id";
import { InvokeError } from "./invoke-error";
import { liveNetwork } from "./live-network";

/** What an EC2 describe call can be narrowed by. */
type Attributes = Readonly<Record<string, string>>;

/** The network of the region that a call is about: the server's if there is one, else a made-up one. */
async function networkFor(args: PropertyMap, configuration: ProviderConfiguration) {
  const here = inRegion(args, configuration);
  const network = here.endpoint === undefined ? madeUpNetwork(here) : await liveNetwork(here);
  return { here, network };
}

function arn(configuration: ProviderConfiguration, resource: string): string {
  const { partition, region, accountId } = configuration;
  return `arn:${partition.partition}:ec2:${region}:${accountId}:${resource}`;
}

/** Whether an object of the account is meant: filters on attributes that the stand-in does not know match nothing. */
function matches(args: PropertyMap, attributes: Attributes): boolean {
  const tags = args["tags"];
  if (isMap(tags) && Object.keys(tags).length > 0) return false;
  return blocksProperty(args, "filters").every((filter) => {
    const name = textProperty(filter, "name") ?? "";
    const attribute = attributes[name];
    return attribute !== undefined && filterValues(args, name)?.includes(attribute) === true;
  });
}

function defaultVpc(
  { vpcId: id, cidrBlock }: DefaultNetwork,
  configuration: ProviderConfiguration,
): PropertyMap & { readonly id: string } {
  const associationId = deterministicId("vpc-cidr-assoc", id);
  return {
    id,
    arn: arn(configuration, `vpc/${id}`),
    cidrBlock,
    cidrBlockAssociations: [{ associationId, cidrBlock, state: "associated" }],
    default: true,
    dhcpOptionsId: deterministicId("dopt", id),
    enableDnsHostnames: true,
    enableDnsSupport: true,
    enableNetworkAddressUsageMetrics: false,
    instanceTenancy: "default",
    ipv6AssociationId: "",
    ipv6CidrBlock: "",
    ipv6CidrBlockAssociations: [],
    mainRouteTableId: deterministicId("rtb", id),
    ownerId: configuration.accountId,
    region: configuration.region,
    state: "available",
    tags: {},
  };
}

function subnetAttributes(subnet: DefaultSubnet, vpc: string): Attributes {
  return {
    "vpc-id": vpc,
    "subnet-id": subnet.id,
    "availability-zone": subnet.availabilityZone,
    "availability-zone-id": subnet.availabilityZoneId,
    "cidr-block": subnet.cidrBlock,
    "default-for-az": "true",
    "map-public-ip-on-launch": "true",
    state: "available",
  };
}

function vpcAttributes({ vpcId: id, cidrBlock }: DefaultNetwork): Attributes {
  return { "vpc-id": id, isDefault: "true", "is-default": "true", cidr: cidrBlock, state: "available" };
}

/** `aws.ec2.getVpc`: the account's default VPC, the only one that there is. */
export async function getVpc(args: PropertyMap, configuration: ProviderConfiguration): Promise<PropertyMap> {
  const { here, network } = await networkFor(args, configuration);
  const vpc = defaultVpc(network, here);
  const given: readonly [string, unknown][] = [
    ["id", vpc.id],
    ["cidrBlock", vpc["cidrBlock"]],
    ["state", "available"],
  ];
  const other = given.some(([name, value]) => (textProperty(args, name) ?? value) !== value);
  if (other || args["default"] === false || !matches(args, vpcAttributes(network))) {
    throw new InvokeError("no matching EC2 VPC found: the offline AWS provider has only the default VPC");
  }
  return { ...args, ...vpc };
}

/** `aws.ec2.getVpcs`: the id of the default VPC, if it matches. */
export async function getVpcs(args: PropertyMap, configuration: ProviderConfiguration): Promise<PropertyMap> {
  const { here, network } = await networkFor(args, configuration);
  const ids = [network.vpcId].filter(() => matches(args, vpcAttributes(network)));
  return { tags: {}, ...args, id: here.region, region: here.region, ids };
}

/** `aws.ec2.getSubnets`: the ids of the default VPC's subnets that match. */
export async function getSubnets(args: PropertyMap, configuration: ProviderConfiguration): Promise<PropertyMap> {
  const { here, network } = await networkFor(args, configuration);
  const subnets = network.subnets.filter((subnet) => matches(args, subnetAttributes(subnet, network.vpcId)));
  return { tags: {}, ...args, id: here.region, region: here.region, ids: subnets.map((subnet) => subnet.id) };
}

/** `aws.ec2.getSubnet`: the one subnet of the default VPC that matches. */
export async function getSubnet(args: PropertyMap, configuration: ProviderConfiguration): Promise<PropertyMap> {
  const { here, network } = await networkFor(args, configuration);
  const vpc = network.vpcId;
  const asked = (name: string, value: string) => (textProperty(args, name) ?? value) === value;
  const [subnet, ...more] = network.subnets.filter(
    (candidate) =>
      asked("id", candidate.id) &&
      asked("availabilityZone", candidate.availabilityZone) &&
      asked("availabilityZoneId", candidate.availabilityZoneId) &&
      asked("cidrBlock", candidate.cidrBlock) &&
      asked("vpcId", vpc) &&
      args["defaultForAz"] !== false &&
      matches(args, subnetAttributes(candidate, vpc)),
  );
  if (subnet === undefined) {
    throw new InvokeError("no matching EC2 Subnet found: the offline AWS provider has only the default VPC's subnets");
  }
  if (more.length > 0)
    throw new InvokeError("multiple EC2 Subnets matched; use additional constraints to reduce matches");
  return {
    ...args,
    ...subnet,
    arn: arn(here, `subnet/${subnet.id}`),
    assignIpv6AddressOnCreation: false,
    availableIpAddressCount: 4091,
    customerOwnedIpv4Pool: "",
    defaultForAz: true,
    enableDns64: false,
    enableLniAtDeviceIndex: 0,
    enableResourceNameDnsARecordOnLaunch: false,
    enableResourceNameDnsAaaaRecordOnLaunch: false,
    ipv6CidrBlock: "",
    ipv6CidrBlockAssociationId: "",
    ipv6Native: false,
    mapCustomerOwnedIpOnLaunch: false,
    mapPublicIpOnLaunch: true,
    outpostArn: "",
    ownerId: here.accountId,
    privateDnsHostnameTypeOnLaunch: "ip-name",
    region: here.region,
    state: "available",
    tags: {},
    vpcId: vpc,
  };
}

/** `aws.ec2.getSecurityGroup`: the default security group of the default VPC, the only one that there is. */
export async function getSecurityGroup(args: PropertyMap, configuration: ProviderConfiguration): Promise<PropertyMap> {
  const { here, network } = await networkFor(args, configuration);
  const vpc = network.vpcId;
  const id = network.securityGroupId;
  const given: readonly [string, string][] = [
    ["id", id],
    ["name", "default"],
    ["vpcId", vpc],
  ];
  const other = given.some(([name, value]) => (textProperty(args, name) ?? value) !== value);
  if (other || !matches(args, { "group-id": id, "group-name": "default", "vpc-id": vpc })) {
    throw new InvokeError("no matching EC2 Security Group found: the offline AWS provider has only the default one");
  }
  const described = { description: "default VPC security group", region: here.region, tags: {} };
  return { ...args, ...described, id, arn: arn(here, `security-group/${id}`), name: "default", vpcId: vpc };
}
