import type { CreateAutoScalingGroupCommandInput } from "@aws-sdk/client-auto-scaling";
import type { PropertyMap } from "../../property-value/property-value";
import {
  blockProperty,
  blocksProperty,
  flagProperty,
  numberProperty,
  textProperty,
  textsProperty,
} from "../../property-value/read-property";
import { refuseOthers } from "../not-applied";
import { mixedInstancesRequest } from "./mixed-instances";

const TYPE = "aws:autoscaling/group:Group";
/** Inputs that only say how the provider goes about its work. */
export const PROVIDER_ONLY = [
  ...["forceDelete", "forceDeleteWarmPool", "ignoreFailedScalingActivities", "metricsGranularity"],
  ...["waitForCapacityTimeout", "region", "instanceRefresh"],
];
const APPLIED = [
  ...["availabilityZones", "defaultCooldown", "desiredCapacity", "healthCheckGracePeriod", "healthCheckType"],
  ...["launchTemplate", "maxSize", "minSize", "mixedInstancesPolicy", "name", "namePrefix", "protectFromScaleIn"],
  ...["tags", "terminationPolicies", "vpcZoneIdentifiers", ...PROVIDER_ONLY],
];

function launchTemplate(inputs: PropertyMap): CreateAutoScalingGroupCommandInput["LaunchTemplate"] {
  const block = blockProperty(inputs, "launchTemplate");
  if (block === undefined) return undefined;
  const id = textProperty(block, "id");
  return {
    LaunchTemplateId: id,
    ...(id === undefined && { LaunchTemplateName: textProperty(block, "name") }),
    Version: textProperty(block, "version"),
  };
}

/**
 * What creating and updating a group have in common.
 *
 * @throws Error that names inputs which would be dropped
 */
export function groupSettings(inputs: PropertyMap) {
  refuseOthers(TYPE, inputs, APPLIED);
  const [zones, subnets] = [textsProperty(inputs, "availabilityZones"), textsProperty(inputs, "vpcZoneIdentifiers")];
  const policies = textsProperty(inputs, "terminationPolicies");
  return {
    MinSize: numberProperty(inputs, "minSize") ?? 0,
    MaxSize: numberProperty(inputs, "maxSize") ?? 0,
    DesiredCapacity: numberProperty(inputs, "desiredCapacity"),
    DefaultCooldown: numberProperty(inputs, "defaultCooldown"),
    HealthCheckGracePeriod: numberProperty(inputs, "healthCheckGracePeriod"),
    HealthCheckType: textProperty(inputs, "healthCheckType"),
    LaunchTemplate: launchTemplate(inputs),
    MixedInstancesPolicy: mixedInstancesRequest(blockProperty(inputs, "mixedInstancesPolicy")),
    NewInstancesProtectedFromScaleIn: flagProperty(inputs, "protectFromScaleIn"),
    ...(zones.length > 0 && { AvailabilityZones: [...zones] }),
    ...(subnets.length > 0 && { VPCZoneIdentifier: subnets.join(",") }),
    ...(policies.length > 0 && { TerminationPolicies: [...policies] }),
  };
}

/** The tags that a group gets. */
export function groupTags(inputs: PropertyMap, ResourceId: string) {
  return blocksProperty(inputs, "tags").map((tag) => ({
    Key: textProperty(tag, "key") ?? "",
    Value: textProperty(tag, "value") ?? "",
    PropagateAtLaunch: flagProperty(tag, "propagateAtLaunch") ?? false,
    ResourceId,
    ResourceType: "auto-scaling-group",
  }));
}
