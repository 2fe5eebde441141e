import type {
  LaunchTemplateBlockDeviceMappingRequest,
  RequestLaunchTemplateData,
  ResponseLaunchTemplateData,
} from "@aws-sdk/client-ec2";
import { isList, isMap, type PropertyMap, type PropertyValue } from "../../property-value/property-value";
import { ROOT_SIZE_GIB } from "./run-instances-request";

/** Inputs of a launch template that its versions hold. */
export const VERSION_INPUTS: readonly string[] = [
  ...["blockDeviceMappings", "creditSpecification", "disableApiStop", "disableApiTermination", "ebsOptimized"],
  ...["iamInstanceProfile", "imageId", "instanceInitiatedShutdownBehavior", "instanceType", "keyName"],
  ...["metadataOptions", "monitoring", "networkInterfaces", "placement", "securityGroupNames", "tagSpecifications"],
  ...["userData", "vpcSecurityGroupIds", "cpuOptions", "enclaveOptions", "maintenanceOptions", "privateDnsNameOptions"],
];

/** Where the member's name in EC2's API is not the property's with a capital letter. */
const RENAMED: Readonly<Record<string, string>> = {
  vpcSecurityGroupIds: "SecurityGroupIds",
  securityGroupNames: "SecurityGroups",
  securityGroups: "Groups",
};
const PROPERTY_OF: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(RENAMED).map(([property, member]) => [member, property]),
);

/** Some flags of a launch template are text to the provider. */
function toMember(value: PropertyValue, name: string): unknown {
  if (value === "true" || value === "false") return value === "true";
  if (name === "tags" && isMap(value)) return Object.entries(value).map(([Key, Value]) => ({ Key, Value }));
  if (isList(value)) return value.map((item) => toMember(item, ""));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== "")
      .map(([key, item]) => [RENAMED[key] ?? key.charAt(0).toUpperCase() + key.slice(1), toMember(item, key)]),
  );
}

/** What a version of the launch template holds, as EC2 takes it. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html */
export function launchTemplateData(inputs: PropertyMap): RequestLaunchTemplateData {
  const held = Object.fromEntries(Object.entries(inputs).filter(([name]) => VERSION_INPUTS.includes(name)));
  const data = toMember(held, "") as RequestLaunchTemplateData;
  const { BlockDeviceMappings: disks } = data;
  return disks === undefined ? data : { ...data, BlockDeviceMappings: disks.map(withSize) };
}

/** moto launches nothing from a template with a disk whose size it cannot take from the image. */
function withSize({
  Ebs: ebs,
  ...disk
}: LaunchTemplateBlockDeviceMappingRequest): LaunchTemplateBlockDeviceMappingRequest {
  if (ebs === undefined || ebs.VolumeSize !== undefined || ebs.SnapshotId !== undefined) return { ...disk, Ebs: ebs };
  return { ...disk, Ebs: { ...ebs, VolumeSize: ROOT_SIZE_GIB } };
}

/** A live member in the shape of the given property, so that text stays text. */
function toProperty(live: unknown, given: PropertyValue | undefined, name: string): PropertyValue {
  if (typeof live === "boolean" && typeof given === "string") return String(live);
  if (name === "tags" && Array.isArray(live)) {
    return Object.fromEntries((live as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));
  }
  if (Array.isArray(live)) {
    return live.map((item, index) => toProperty(item, isList(given) ? given[index] : undefined, ""));
  }
  if (typeof live !== "object" || live === null) return live as string | number | boolean | null;
  const entries = Object.entries(live).map(([member, item]) => {
    const property = PROPERTY_OF[member] ?? member.charAt(0).toLowerCase() + member.slice(1);
    return [property, toProperty(item, isMap(given) ? given[property] : undefined, property)] as const;
  });
  return Object.fromEntries(entries);
}

/** What a version holds, as properties; `given` says how flags were written. moto counts the template's own tags to it. */
export function launchTemplateProperties(data: ResponseLaunchTemplateData, given: PropertyMap): PropertyMap {
  const { TagSpecifications: tags, ...rest } = data;
  const launched = tags?.filter(({ ResourceType: type }) => type !== "launch-template");
  const held = launched === undefined || launched.length === 0 ? rest : { ...rest, TagSpecifications: launched };
  return toProperty(held, given, "") as PropertyMap;
}
