import type { AutoScalingGroup } from "@aws-sdk/client-auto-scaling";
import type { PropertyMap } from "../../property-value/property-value";
import { blockProperty, numberProperty, textProperty } from "../../property-value/read-property";
import { samePropertyValue } from "../../property-value/same-property-value";
import { nameFrom } from "../iam/document-output";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { present } from "../when-found";
import { groupOutputs } from "./group-outputs";
import { groupSettings, groupTags } from "./group-request";

async function find(name: string, { clients }: HandlerContext): Promise<AutoScalingGroup | undefined> {
  const [sdk, client] = await clients.autoScaling();
  const AutoScalingGroupNames = [name];
  const found = await client.send(new sdk.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames }));
  return found.AutoScalingGroups?.[0];
}

async function live(name: string, given: PropertyMap, context: HandlerContext) {
  return { id: name, outputs: groupOutputs(present(await find(name, context), "group"), given, context) };
}

/** A change of these alone starts a refresh. */
function launchesOtherInstances(inputs: PropertyMap, former: PropertyMap): boolean {
  return ["launchTemplate", "mixedInstancesPolicy"].some(
    (name) => !samePropertyValue(inputs[name] ?? null, former[name] ?? null),
  );
}

/** Like the real provider, starts the refresh and does not wait for its end. */
async function refreshInstances(AutoScalingGroupName: string, inputs: PropertyMap, { clients }: HandlerContext) {
  const refresh = blockProperty(inputs, "instanceRefresh");
  if (refresh === undefined) return;
  const [sdk, client] = await clients.autoScaling();
  const preferences = blockProperty(refresh, "preferences") ?? {};
  const warmup = textProperty(preferences, "instanceWarmup");
  await client.send(
    new sdk.StartInstanceRefreshCommand({
      AutoScalingGroupName,
      Strategy: "Rolling",
      Preferences: {
        MinHealthyPercentage: numberProperty(preferences, "minHealthyPercentage"),
        ...(warmup !== undefined && { InstanceWarmup: Number(warmup) }),
      },
    }),
  );
}

/** `aws:autoscaling/group:Group`; the name is the id. @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html */
export const autoScalingGroup: ResourceHandler = {
  async create(inputs, context) {
    const [sdk, client] = await context.clients.autoScaling();
    const name = nameFrom(textProperty(inputs, "name"), textProperty(inputs, "namePrefix"));
    const Tags = groupTags(inputs, name);
    await client.send(
      new sdk.CreateAutoScalingGroupCommand({ AutoScalingGroupName: name, ...groupSettings(inputs), Tags }),
    );
    return live(name, inputs, context);
  },

  async read(id, former, context) {
    const group = await find(id, context);
    return group && { id, outputs: groupOutputs(group, { ...former.outputs, ...former.inputs }, context) };
  },

  async update(id, inputs, former, context) {
    const [sdk, client] = await context.clients.autoScaling();
    await client.send(new sdk.UpdateAutoScalingGroupCommand({ AutoScalingGroupName: id, ...groupSettings(inputs) }));
    const wanted = groupTags(inputs, id);
    const gone = ((await find(id, context))?.Tags ?? []).filter(({ Key }) => !wanted.some((tag) => tag.Key === Key));
    if (gone.length > 0) {
      const Tags = gone.map(({ Key }) => ({ Key, ResourceId: id, ResourceType: "auto-scaling-group" }));
      await client.send(new sdk.DeleteTagsCommand({ Tags }));
    }
    if (wanted.length > 0) await client.send(new sdk.CreateOrUpdateTagsCommand({ Tags: wanted }));
    if (launchesOtherInstances(inputs, former.inputs)) await refreshInstances(id, inputs, context);
    return live(id, inputs, context);
  },

  async delete(id, _former, context) {
    if ((await find(id, context)) === undefined) return;
    const [sdk, client] = await context.clients.autoScaling();
    await client.send(new sdk.DeleteAutoScalingGroupCommand({ AutoScalingGroupName: id, ForceDelete: true }));
  },
};
