import type { AutoScalingGroup, CreateAutoScalingGroupCommandInput } from "@aws-sdk/client-auto-scaling";
import type { PropertyMap } from "../../property-value/property-value";
import {
  blockProperty,
  blocksProperty,
  flagProperty,
  numberProperty,
  textProperty,
  textsProperty,
} from "../../property-value/read-property";
import { nameFrom } from "../iam/document-output";
import { refuseOthers } from "../not-applied";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { present } from "../when-found";

const TYPE = "aws:autoscaling/group:Group";
/** Inputs that only say how the provider goes about its work. */
const PROVIDER_ONLY = [
  ...["forceDelete", "forceDeleteWarmPool", "ignoreFailedScalingActivities", "metricsGranularity"],
  ...["waitForCapacityTimeout", "region"],
];
const APPLIED = [
  ...["availabilityZones", "defaultCooldown", "desiredCapacity", "healthCheckGracePeriod", "healthCheckType"],
  ...[
    "launchTemplate",
    "maxSize",
    "minSize",
    "name",
    "namePrefix",
    "protectFromScaleIn",
    "tags",
    "terminationPolicies",
  ],
  ...["vpcZoneIdentifiers", ...PROVIDER_ONLY],
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

/** What creating and updating a group have in common. */
function settings(inputs: PropertyMap) {
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
    NewInstancesProtectedFromScaleIn: flagProperty(inputs, "protectFromScaleIn"),
    ...(zones.length > 0 && { AvailabilityZones: [...zones] }),
    ...(subnets.length > 0 && { VPCZoneIdentifier: subnets.join(",") }),
    ...(policies.length > 0 && { TerminationPolicies: [...policies] }),
  };
}

function groupTags(inputs: PropertyMap, ResourceId: string) {
  return blocksProperty(inputs, "tags").map((tag) => ({
    Key: textProperty(tag, "key") ?? "",
    Value: textProperty(tag, "value") ?? "",
    PropagateAtLaunch: flagProperty(tag, "propagateAtLaunch") ?? false,
    ResourceId,
    ResourceType: "auto-scaling-group",
  }));
}

function outputs(group: AutoScalingGroup, given: PropertyMap, { configuration }: HandlerContext): PropertyMap {
  const { LaunchTemplate: template } = group;
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

async function find(name: string, { clients }: HandlerContext): Promise<AutoScalingGroup | undefined> {
  const [sdk, client] = await clients.autoScaling();
  const AutoScalingGroupNames = [name];
  const found = await client.send(new sdk.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames }));
  return found.AutoScalingGroups?.[0];
}

async function live(name: string, given: PropertyMap, context: HandlerContext) {
  return { id: name, outputs: outputs(present(await find(name, context), "group"), given, context) };
}

/** `aws:autoscaling/group:Group`; the name is the id. @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html */
export const autoScalingGroup: ResourceHandler = {
  async create(inputs, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    const [sdk, client] = await context.clients.autoScaling();
    const name = nameFrom(textProperty(inputs, "name"), textProperty(inputs, "namePrefix"));
    const Tags = groupTags(inputs, name);
    await client.send(new sdk.CreateAutoScalingGroupCommand({ AutoScalingGroupName: name, ...settings(inputs), Tags }));
    return live(name, inputs, context);
  },

  async read(id, former, context) {
    const group = await find(id, context);
    return group && { id, outputs: outputs(group, { ...former.outputs, ...former.inputs }, context) };
  },

  async update(id, inputs, _former, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    const [sdk, client] = await context.clients.autoScaling();
    await client.send(new sdk.UpdateAutoScalingGroupCommand({ AutoScalingGroupName: id, ...settings(inputs) }));
    const wanted = groupTags(inputs, id);
    const gone = ((await find(id, context))?.Tags ?? []).filter(({ Key }) => !wanted.some((tag) => tag.Key === Key));
    if (gone.length > 0) {
      const Tags = gone.map(({ Key }) => ({ Key, ResourceId: id, ResourceType: "auto-scaling-group" }));
      await client.send(new sdk.DeleteTagsCommand({ Tags }));
    }
    if (wanted.length > 0) await client.send(new sdk.CreateOrUpdateTagsCommand({ Tags: wanted }));
    return live(id, inputs, context);
  },

  async delete(id, _former, context) {
    if ((await find(id, context)) === undefined) return;
    const [sdk, client] = await context.clients.autoScaling();
    await client.send(new sdk.DeleteAutoScalingGroupCommand({ AutoScalingGroupName: id, ForceDelete: true }));
  },
};
