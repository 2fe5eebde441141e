import type { KeyMetadata, KeySpec, KeyUsageType } from "@aws-sdk/client-kms";
import type { PropertyMap } from "../../property-value/property-value";
import { flagProperty, numberProperty, textProperty } from "../../property-value/read-property";
import { sameJsonText } from "../../property-value/same-json-text";
import { refuseOthers } from "../not-applied";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { tagChanges, tagMap, tagOutputs, wantedTags } from "../tags";
import { present, whenFound } from "../when-found";

const TYPE = "aws:kms/key:Key";
/** Inputs that only say how the provider goes about its work. */
const PROVIDER_ONLY = ["bypassPolicyLockoutSafetyCheck", "deletionWindowInDays"];
const APPLIED = [
  ...["customerMasterKeySpec", "description", "enableKeyRotation", "isEnabled", "keyUsage", "multiRegion", "policy"],
  ...["region", "tags", ...PROVIDER_ONLY],
];

/** A key that waits for its deletion is gone. */
async function find(KeyId: string, { clients }: HandlerContext): Promise<KeyMetadata | undefined> {
  const [kms, client] = await clients.kms();
  const { KeyMetadata: key } = (await whenFound(client.send(new kms.DescribeKeyCommand({ KeyId })))) ?? {};
  return key?.KeyState === "PendingDeletion" ? undefined : key;
}

async function tagsOf(KeyId: string, { clients }: HandlerContext) {
  const [kms, client] = await clients.kms();
  const { Tags: tags = [] } = await client.send(new kms.ListResourceTagsCommand({ KeyId }));
  return tagMap(tags.map(({ TagKey: Key, TagValue: Value }) => ({ Key, Value })));
}

async function outputs(KeyId: string, given: PropertyMap, context: HandlerContext): Promise<PropertyMap | undefined> {
  const key = await find(KeyId, context);
  if (key === undefined) return undefined;
  const [kms, client] = await context.clients.kms();
  const { Policy: policy = "" } = await client.send(new kms.GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
  const rotation = await client.send(new kms.GetKeyRotationStatusCommand({ KeyId }));
  const asGiven = textProperty(given, "policy");
  return {
    ...Object.fromEntries(Object.entries(given).filter(([name]) => PROVIDER_ONLY.includes(name))),
    arn: key.Arn ?? "",
    customerMasterKeySpec: key.KeySpec ?? "SYMMETRIC_DEFAULT",
    description: key.Description ?? "",
    enableKeyRotation: rotation.KeyRotationEnabled ?? false,
    isEnabled: key.Enabled ?? true,
    keyId: key.KeyId ?? "",
    keyUsage: key.KeyUsage ?? "ENCRYPT_DECRYPT",
    multiRegion: key.MultiRegion ?? false,
    policy: asGiven !== undefined && sameJsonText(asGiven, policy) ? asGiven : policy,
    region: context.configuration.region,
    ...tagOutputs(await tagsOf(KeyId, context), given, context.configuration),
  };
}

async function live(id: string, given: PropertyMap, context: HandlerContext) {
  return { id, outputs: present(await outputs(id, given, context), "key") };
}

/** Sets whether the key is enabled, and whether AWS makes new key material each year. */
async function switches(KeyId: string, inputs: PropertyMap, { clients }: HandlerContext): Promise<void> {
  const [kms, client] = await clients.kms();
  const rotates = flagProperty(inputs, "enableKeyRotation") === true;
  const Rotation = rotates ? kms.EnableKeyRotationCommand : kms.DisableKeyRotationCommand;
  await client.send(new Rotation({ KeyId }));
  const Enabling = flagProperty(inputs, "isEnabled") === false ? kms.DisableKeyCommand : kms.EnableKeyCommand;
  await client.send(new Enabling({ KeyId }));
}

function kmsTags(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

/** `aws:kms/key:Key`; the key's id is the id. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export const key: ResourceHandler = {
  async create(inputs, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    const [kms, client] = await context.clients.kms();
    const { KeyMetadata: made } = await client.send(
      new kms.CreateKeyCommand({
        Description: textProperty(inputs, "description"),
        KeySpec: textProperty(inputs, "customerMasterKeySpec") as KeySpec | undefined,
        KeyUsage: textProperty(inputs, "keyUsage") as KeyUsageType | undefined,
        MultiRegion: flagProperty(inputs, "multiRegion"),
        Policy: textProperty(inputs, "policy"),
        Tags: kmsTags(wantedTags(inputs, context.configuration)),
      }),
    );
    const id = present(made?.KeyId, "key id");
    await switches(id, inputs, context);
    return live(id, inputs, context);
  },

  async read(id, former, context) {
    const found = await outputs(id, { ...former.outputs, ...former.inputs }, context);
    return found && { id, outputs: found };
  },

  async update(KeyId, inputs, _former, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    const [kms, client] = await context.clients.kms();
    const Description = textProperty(inputs, "description");
    if (Description !== undefined) await client.send(new kms.UpdateKeyDescriptionCommand({ KeyId, Description }));
    const Policy = textProperty(inputs, "policy");
    if (Policy !== undefined) {
      await client.send(new kms.PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy }));
    }
    await switches(KeyId, inputs, context);
    const { set, remove } = tagChanges(await tagsOf(KeyId, context), wantedTags(inputs, context.configuration));
    if (remove.length > 0) await client.send(new kms.UntagResourceCommand({ KeyId, TagKeys: [...remove] }));
    if (Object.keys(set).length > 0) await client.send(new kms.TagResourceCommand({ KeyId, Tags: kmsTags(set) }));
    return live(KeyId, inputs, context);
  },

  async delete(KeyId, former, context) {
    if ((await find(KeyId, context)) === undefined) return;
    const [kms, client] = await context.clients.kms();
    const PendingWindowInDays = numberProperty(former.inputs, "deletionWindowInDays") ?? 30;
    await whenFound(client.send(new kms.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays })));
  },
};
