import type { PropertyMap } from "../../property-value/property-value";
import { textProperty } from "../../property-value/read-property";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { tagChanges, tagList, tagMap, tagOutputs, wantedTags } from "../tags";
import { present, whenFound } from "../when-found";
import { nameFrom, timeOutput } from "./document-output";

async function describe(InstanceProfileName: string, given: PropertyMap, { clients, configuration }: HandlerContext) {
  const [iam, client] = await clients.iam();
  const found = await whenFound(client.send(new iam.GetInstanceProfileCommand({ InstanceProfileName })));
  const profile = found?.InstanceProfile;
  if (profile === undefined) return undefined;
  const role = profile.Roles?.[0]?.RoleName;
  return {
    arn: profile.Arn ?? "",
    createDate: timeOutput(profile.CreateDate),
    name: InstanceProfileName,
    namePrefix: textProperty(given, "namePrefix") ?? "",
    path: profile.Path ?? "/",
    ...(role !== undefined && { role }),
    ...tagOutputs(tagMap(profile.Tags), given, configuration),
    uniqueId: profile.InstanceProfileId ?? "",
  };
}

async function live(name: string, given: PropertyMap, context: HandlerContext) {
  return { id: name, outputs: present(await describe(name, given, context), "instance profile") };
}

/** A profile holds one role: the old one must leave before the new one can enter. */
async function setRole(
  InstanceProfileName: string,
  former: string | undefined,
  wanted: string | undefined,
  { clients }: HandlerContext,
): Promise<void> {
  const [iam, client] = await clients.iam();
  if (former === wanted) return;
  if (former !== undefined) {
    await client.send(new iam.RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: former }));
  }
  if (wanted !== undefined) {
    await client.send(new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: wanted }));
  }
}

/** `aws:iam/instanceProfile:InstanceProfile`. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const instanceProfile: ResourceHandler = {
  async create(inputs, context) {
    const [iam, client] = await context.clients.iam();
    const InstanceProfileName = nameFrom(textProperty(inputs, "name"), textProperty(inputs, "namePrefix"));
    await client.send(
      new iam.CreateInstanceProfileCommand({
        InstanceProfileName,
        Path: textProperty(inputs, "path"),
        Tags: tagList(wantedTags(inputs, context.configuration)),
      }),
    );
    await setRole(InstanceProfileName, undefined, textProperty(inputs, "role"), context);
    return live(InstanceProfileName, inputs, context);
  },

  async read(id, former, context) {
    const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
    return outputs && { id, outputs };
  },

  async update(InstanceProfileName, inputs, former, context) {
    const [iam, client] = await context.clients.iam();
    await setRole(InstanceProfileName, textProperty(former.outputs, "role"), textProperty(inputs, "role"), context);
    const { InstanceProfile: current } = await client.send(new iam.GetInstanceProfileCommand({ InstanceProfileName }));
    const { set, remove } = tagChanges(tagMap(current?.Tags), wantedTags(inputs, context.configuration));
    if (remove.length > 0) {
      await client.send(new iam.UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: [...remove] }));
    }
    if (Object.keys(set).length > 0) {
      await client.send(new iam.TagInstanceProfileCommand({ InstanceProfileName, Tags: tagList(set) }));
    }
    return live(InstanceProfileName, inputs, context);
  },

  async delete(InstanceProfileName, former, context) {
    const [iam, client] = await context.clients.iam();
    const current = await describe(InstanceProfileName, former.outputs, context);
    if (current === undefined) return;
    await setRole(InstanceProfileName, textProperty(current, "role"), undefined, context);
    await whenFound(client.send(new iam.DeleteInstanceProfileCommand({ InstanceProfileName })));
  },
};
