import type {
  _InstanceType,
  BlockDeviceMapping,
  InstanceMetadataOptionsRequest,
  RunInstancesCommandInput,
  VolumeType,
} from "@aws-sdk/client-ec2";
import type { PropertyMap } from "../../property-value/property-value";
import {
  blockProperty,
  blocksProperty,
  flagProperty,
  numberProperty,
  textMapProperty,
  textProperty,
  textsProperty,
} from "../../property-value/read-property";
import type { HandlerContext } from "../resource-handler";
import { tagList, wantedTags } from "../tags";

/** The root device of the images that the stand-in knows. */
const ROOT_DEVICE = "/dev/xvda";
/** The size of a root disk that is not told, in GiB: AWS takes it from the image, of which moto knows nothing. */
export const ROOT_SIZE_GIB = 8;

/** The inputs of an instance that the request carries. */
export const APPLIED_INSTANCE_INPUTS: readonly string[] = [
  ...["ami", "associatePublicIpAddress", "availabilityZone", "disableApiStop", "disableApiTermination"],
  ...["ebsBlockDevices", "ebsOptimized", "forceDestroy", "getPasswordData", "iamInstanceProfile"],
  ...[
    "instanceInitiatedShutdownBehavior",
    "instanceType",
    "keyName",
    "launchTemplate",
    "metadataOptions",
    "monitoring",
  ],
  ...["privateIp", "region", "rootBlockDevice", "securityGroups", "sourceDestCheck", "subnetId", "tags", "tenancy"],
  ...["userData", "userDataBase64", "userDataReplaceOnChange", "vpcSecurityGroupIds"],
];

/** A name or an ARN becomes the member of the request that takes it. */
function profile(nameOrArn: string): { Arn: string } | { Name: string } {
  return nameOrArn.startsWith("arn:") ? { Arn: nameOrArn } : { Name: nameOrArn };
}

/** Metadata options as EC2 takes them; members that are not given are left to EC2. */
export function metadataOptionsRequest(inputs: PropertyMap): InstanceMetadataOptionsRequest | undefined {
  const options = blockProperty(inputs, "metadataOptions");
  if (options === undefined) return undefined;
  return {
    HttpEndpoint: textProperty(options, "httpEndpoint"),
    HttpProtocolIpv6: textProperty(options, "httpProtocolIpv6"),
    HttpPutResponseHopLimit: numberProperty(options, "httpPutResponseHopLimit"),
    HttpTokens: textProperty(options, "httpTokens"),
    InstanceMetadataTags: textProperty(options, "instanceMetadataTags"),
  } as InstanceMetadataOptionsRequest;
}

function disk(block: PropertyMap, device: string): BlockDeviceMapping {
  return {
    DeviceName: textProperty(block, "deviceName") ?? device,
    Ebs: {
      DeleteOnTermination: flagProperty(block, "deleteOnTermination"),
      Encrypted: flagProperty(block, "encrypted"),
      Iops: numberProperty(block, "iops"),
      KmsKeyId: textProperty(block, "kmsKeyId"),
      SnapshotId: textProperty(block, "snapshotId"),
      Throughput: numberProperty(block, "throughput"),
      VolumeSize: numberProperty(block, "volumeSize"),
      VolumeType: textProperty(block, "volumeType") as VolumeType | undefined,
    },
  };
}

/** A public address can only be asked for, or declined, on a network interface. */
function network(inputs: PropertyMap): Partial<RunInstancesCommandInput> {
  const [subnet, groups] = [textProperty(inputs, "subnetId"), [...textsProperty(inputs, "vpcSecurityGroupIds")]];
  const publicAddress = flagProperty(inputs, "associatePublicIpAddress");
  const privateAddress = textProperty(inputs, "privateIp");
  if (publicAddress === undefined || subnet === undefined) {
    return {
      SubnetId: subnet,
      PrivateIpAddress: privateAddress,
      ...(groups.length > 0 && { SecurityGroupIds: groups }),
      ...(textsProperty(inputs, "securityGroups").length > 0 && {
        SecurityGroups: [...textsProperty(inputs, "securityGroups")],
      }),
    };
  }
  const primary = { AssociatePublicIpAddress: publicAddress, DeviceIndex: 0, SubnetId: subnet, Groups: groups };
  return { NetworkInterfaces: [{ ...primary, PrivateIpAddress: privateAddress }] };
}

function userData(inputs: PropertyMap): string | undefined {
  const text = textProperty(inputs, "userData");
  return text === undefined ? textProperty(inputs, "userDataBase64") : Buffer.from(text, "utf8").toString("base64");
}

function launchTemplate(inputs: PropertyMap): RunInstancesCommandInput["LaunchTemplate"] {
  const block = blockProperty(inputs, "launchTemplate");
  if (block === undefined) return undefined;
  return {
    LaunchTemplateId: textProperty(block, "id"),
    ...(textProperty(block, "id") === undefined && { LaunchTemplateName: textProperty(block, "name") }),
    Version: textProperty(block, "version"),
  };
}

function placement(inputs: PropertyMap): RunInstancesCommandInput["Placement"] {
  const [zone, tenancy] = [textProperty(inputs, "availabilityZone"), textProperty(inputs, "tenancy")];
  if (zone === undefined && tenancy === undefined) return undefined;
  return { AvailabilityZone: zone, Tenancy: tenancy as "default" | "dedicated" | "host" | undefined };
}

/** The request that launches one instance with these inputs. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
export function runInstancesRequest(inputs: PropertyMap, { configuration }: HandlerContext): RunInstancesCommandInput {
  const root = blockProperty(inputs, "rootBlockDevice");
  const disks = blocksProperty(inputs, "ebsBlockDevices").map((block) => disk(block, ""));
  const tags = tagList(wantedTags(inputs, configuration));
  const rootTags = tagList({ ...configuration.defaultTags, ...textMapProperty(root ?? {}, "tags") });
  const profileInput = textProperty(inputs, "iamInstanceProfile");
  const mappings = [
    ...(root === undefined ? [] : [disk({ volumeSize: ROOT_SIZE_GIB, ...root }, ROOT_DEVICE)]),
    ...disks,
  ];
  return {
    MinCount: 1,
    MaxCount: 1,
    ImageId: textProperty(inputs, "ami"),
    InstanceType: textProperty(inputs, "instanceType") as _InstanceType | undefined,
    KeyName: textProperty(inputs, "keyName"),
    EbsOptimized: flagProperty(inputs, "ebsOptimized"),
    DisableApiStop: flagProperty(inputs, "disableApiStop"),
    DisableApiTermination: flagProperty(inputs, "disableApiTermination"),
    InstanceInitiatedShutdownBehavior: textProperty(inputs, "instanceInitiatedShutdownBehavior") as
      "stop" | "terminate" | undefined,
    LaunchTemplate: launchTemplate(inputs),
    MetadataOptions: metadataOptionsRequest(inputs),
    Placement: placement(inputs),
    UserData: userData(inputs),
    ...(flagProperty(inputs, "monitoring") !== undefined && {
      Monitoring: { Enabled: flagProperty(inputs, "monitoring") },
    }),
    ...(profileInput !== undefined && { IamInstanceProfile: profile(profileInput) }),
    ...(mappings.length > 0 && { BlockDeviceMappings: mappings }),
    ...network(inputs),
    TagSpecifications: [
      ...(tags.length > 0 ? [{ ResourceType: "instance" as const, Tags: tags }] : []),
      ...(rootTags.length > 0 ? [{ ResourceType: "volume" as const, Tags: rootTags }] : []),
    ],
  };
}
