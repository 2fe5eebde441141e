import type { Instance, InstanceBlockDeviceMapping, Volume } from "@aws-sdk/client-ec2";
import type { PropertyMap } from "../../property-value/property-value";
import { blockProperty, flagProperty, textProperty, textsProperty } from "../../property-value/read-property";
import type { HandlerContext } from "../resource-handler";
import { tagMap, tagOutputs } from "../tags";

function metadataOptions({ MetadataOptions: options }: Instance): PropertyMap {
  return {
    httpEndpoint: options?.HttpEndpoint ?? "enabled",
    httpProtocolIpv6: options?.HttpProtocolIpv6 ?? "disabled",
    httpPutResponseHopLimit: options?.HttpPutResponseHopLimit ?? 1,
    httpTokens: options?.HttpTokens ?? "optional",
    instanceMetadataTags: options?.InstanceMetadataTags ?? "disabled",
  };
}

/** The root disk of an instance; moto calls every root device /dev/sda1, whatever was asked for: then it is the first. */
export function rootMapping(instance: Instance): InstanceBlockDeviceMapping | undefined {
  const mappings = instance.BlockDeviceMappings ?? [];
  return mappings.find(({ DeviceName }) => DeviceName === instance.RootDeviceName) ?? mappings[0];
}

function rootBlockDevice(instance: Instance, volume: Volume | undefined, given: PropertyMap): PropertyMap {
  const mapping = rootMapping(instance);
  const tags = tagMap(volume?.Tags);
  return {
    deleteOnTermination: mapping?.Ebs?.DeleteOnTermination ?? true,
    deviceName: mapping?.DeviceName ?? "",
    encrypted: volume?.Encrypted ?? false,
    iops: volume?.Iops ?? 0,
    kmsKeyId: volume?.KmsKeyId ?? "",
    ...(blockProperty(given, "rootBlockDevice")?.["tags"] !== undefined && { tags }),
    tagsAll: tags,
    throughput: volume?.Throughput ?? 0,
    volumeId: mapping?.Ebs?.VolumeId ?? "",
    volumeSize: volume?.Size ?? 0,
    volumeType: volume?.VolumeType ?? "",
  };
}

/** The name at the end of an instance profile's ARN. */
function profileName(arn: string | undefined): string {
  return arn?.split("/").at(-1) ?? "";
}

function addresses(instance: Instance, given: PropertyMap): PropertyMap {
  const own = instance.NetworkInterfaces?.[0]?.Groups ?? instance.SecurityGroups ?? [];
  const groups = own.map(({ GroupId }) => GroupId ?? "");
  const names = own.map(({ GroupName }) => GroupName ?? "");
  const publicIp = instance.PublicIpAddress ?? "";
  return {
    associatePublicIpAddress: flagProperty(given, "associatePublicIpAddress") ?? publicIp !== "",
    ipv6AddressCount: 0,
    ipv6Addresses: [],
    primaryNetworkInterfaceId: instance.NetworkInterfaces?.[0]?.NetworkInterfaceId ?? "",
    privateDns: instance.PrivateDnsName ?? "",
    privateIp: instance.PrivateIpAddress ?? "",
    publicDns: instance.PublicDnsName ?? "",
    publicIp,
    secondaryPrivateIps: [],
    securityGroups: textsProperty(given, "securityGroups").length > 0 ? names : [],
    sourceDestCheck: flagProperty(given, "sourceDestCheck") ?? true,
    subnetId: instance.SubnetId ?? "",
    vpcSecurityGroupIds: groups,
  };
}

/** The outputs of `aws:ec2/instance:Instance` for an instance as EC2 describes it; `given` holds what EC2 does not tell. */
export function instanceOutputs(
  instance: Instance,
  rootVolume: Volume | undefined,
  given: PropertyMap,
  { configuration }: HandlerContext,
): PropertyMap {
  const { partition, region, accountId } = configuration;
  const id = instance.InstanceId ?? "";
  return {
    ...given,
    ami: instance.ImageId ?? "",
    arn: `arn:${partition.partition}:ec2:${region}:${accountId}:instance/${id}`,
    availabilityZone: instance.Placement?.AvailabilityZone ?? "",
    disableApiStop: flagProperty(given, "disableApiStop") ?? false,
    disableApiTermination: flagProperty(given, "disableApiTermination") ?? false,
    ebsOptimized: instance.EbsOptimized ?? false,
    hibernation: false,
    iamInstanceProfile: profileName(instance.IamInstanceProfile?.Arn),
    instanceInitiatedShutdownBehavior: textProperty(given, "instanceInitiatedShutdownBehavior") ?? "stop",
    instanceState: instance.State?.Name ?? "",
    instanceType: instance.InstanceType ?? "",
    keyName: instance.KeyName ?? "",
    metadataOptions: metadataOptions(instance),
    monitoring: instance.Monitoring?.State === "enabled",
    region,
    rootBlockDevice: rootBlockDevice(instance, rootVolume, given),
    tenancy: instance.Placement?.Tenancy ?? "default",
    ...addresses(instance, given),
    ...tagOutputs(tagMap(instance.Tags), given, configuration),
  };
}
