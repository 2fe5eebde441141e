import type { ProviderConfiguration } from "../configuration/provider-configuration";
import type { PropertyMap } from "../property-value/property-value";
import { textProperty, textsProperty } from "../property-value/read-property";
import { filterValues, inRegion } from "./arguments";
import { deterministicId } from "./deterministic-id";
import { InvokeError } from "./invoke-error";

/** The account that stands in for the publisher of images. */
const IMAGE_OWNER_ID = "137112412989";
const IMAGE_DATE = "2026-01-01T00:00:00.000Z";

/** A name that the pattern matches. */
function nameFor(pattern: string): string {
  return pattern.replaceAll("*", "20260101").replaceAll("?", "0");
}

/**
 * `aws.ec2.getAmi`: an image that fits the request, with an id that follows from it; the same request in another region
 * gives another id.
 *
 * No real image stands behind the id. Images whose name begins with `al2023` require IMDSv2, as Amazon Linux 2023 does.
 */
export function getAmi(args: PropertyMap, configuration: ProviderConfiguration): PropertyMap {
  const { region, partition } = inRegion(args, configuration);
  const filters = ["name", "architecture", "virtualization-type", "root-device-type", "image-id"];
  const [names, architectures, virtualization, rootDevice, ids] = filters.map((name) => filterValues(args, name));
  const pattern =
    names?.[0] ??
    textProperty(args, "nameRegex")
      ?.replace(/[\^$\\]/g, "")
      .replaceAll(".*", "*");
  if (pattern === undefined && ids === undefined && textsProperty(args, "owners").length === 0) {
    throw new InvokeError("getAmi: one of owners, executableUsers, filters or nameRegex must be given");
  }
  const name = nameFor(pattern ?? "image");
  const owners = textsProperty(args, "owners");
  const imageId = ids?.[0] ?? deterministicId("ami", region, name, ...owners, ...(architectures ?? []));
  const owner = owners.find((candidate) => /^\d{12}$/.test(candidate)) ?? IMAGE_OWNER_ID;
  const snapshotId = deterministicId("snap", imageId);
  const rootDeviceName = name.startsWith("ubuntu/") ? "/dev/sda1" : "/dev/xvda";
  return {
    ...args,
    id: imageId,
    imageId,
    name,
    region,
    architecture: architectures?.[0] ?? (/arm64|aarch64/.test(name) ? "arm64" : "x86_64"),
    arn: `arn:${partition.partition}:ec2:${region}::image/${imageId}`,
    blockDeviceMappings: [
      { deviceName: rootDeviceName, ebs: { snapshot_id: snapshotId }, noDevice: "", virtualName: "" },
    ],
    bootMode: "uefi-preferred",
    creationDate: IMAGE_DATE,
    deprecationTime: "",
    description: name,
    enaSupport: true,
    hypervisor: "xen",
    imageLocation: `amazon/${name}`,
    imageOwnerAlias: owners.includes("amazon") ? "amazon" : "",
    imageType: "machine",
    imdsSupport: name.startsWith("al2023") ? "v2.0" : "",
    kernelId: "",
    lastLaunchedTime: "",
    ownerId: owners.includes("self") ? configuration.accountId : owner,
    platform: "",
    platformDetails: "Linux/UNIX",
    productCodes: [],
    public: true,
    ramdiskId: "",
    rootDeviceName,
    rootDeviceType: rootDevice?.[0] ?? "ebs",
    rootSnapshotId: snapshotId,
    sriovNetSupport: "simple",
    state: "available",
    stateReason: { code: "UNSET", message: "UNSET" },
    tags: {},
    tpmSupport: "",
    usageOperation: "RunInstances",
    virtualizationType: virtualization?.[0] ?? "hvm",
  };
}
