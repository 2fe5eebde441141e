import type { AutoScalingGroup } from "@aws-sdk/client-auto-scaling";
import type { PropertyMap } from "../../property-value/property-value";
import { textProperty } from "../../property-value/read-property";
import type { HandlerContext } from "../resource-handler";
import { PROVIDER_ONLY } from "./group-request";
import { mixedInstancesOutput } from "./mixed-instances";

/** What a program sees of a group; `given` are its inputs. */
export function groupOutputs(
  group: AutoScalingGroup,
  given: PropertyMap,
  { configuration }: HandlerContext,
): PropertyMap {
  const { LaunchTemplate: template, MixedInstancesPolicy: mixed } = group;
  const tags = (group.Tags ?? []).map(({ Key: key, Value: value, PropagateAtLaunch: propagateAtLaunch }) => ({
    key: key ?? "",
    value: value ?? "",
    propagateAtLaunch: propagateAtLaunch ?? false,
  }));
  const subnets = (group.VPCZoneIdentifier ?? "").split(",").filter((subnet) => subnet !== "");
  return {
    ...Object.fromEntries(Object.entries(given).filter(([name]) => PROVIDER_ONLY.includes(name))),
    arn: group.AutoScalingGroupARN ?? "",
    availabilityZones: group.AvailabilityZones ?? [],
    defaultCooldown: group.DefaultCooldown ?? 300,
    desiredCapacity: group.DesiredCapacity ?? 0,
    healthCheckGracePeriod: group.HealthCheckGracePeriod ?? 0,
    healthCheckType: group.HealthCheckType ?? "",
    ...(template !== undefined && {
      launchTemplate: {
        id: template.LaunchTemplateId ?? "",
        name: template.LaunchTemplateName ?? "",
        version: template.Version ?? "$Default",
      },
    }),
    ...(mixed !== undefined && { mixedInstancesPolicy: mixedInstancesOutput(mixed) }),
    loadBalancers: [],
    maxSize: group.MaxSize ?? 0,
    minSize: group.MinSize ?? 0,
    name: group.AutoScalingGroupName ?? "",
    namePrefix: textProperty(given, "namePrefix") ?? "",
    predictedCapacity: 0,
    protectFromScaleIn: group.NewInstancesProtectedFromScaleIn ?? false,
    region: configuration.region,
    serviceLinkedRoleArn: group.ServiceLinkedRoleARN ?? "",
    ...(tags.length > 0 && { tags }),
    targetGroupArns: [],
    ...(given["terminationPolicies"] !== undefined && { terminationPolicies: group.TerminationPolicies ?? [] }),
    trafficSources: [],
    vpcZoneIdentifiers: subnets,
    warmPoolSize: 0,
  };
}
