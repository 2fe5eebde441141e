import type { PropertyMap } from "../../property-value/property-value";
import { flagProperty, numberProperty, textProperty } from "../../property-value/read-property";
import { nameFrom } from "../iam/document-output";
import { refuseOthers } from "../not-applied";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { tagChanges, tagList, tagMap, tagOutputs, wantedTags } from "../tags";
import { present, whenFound } from "../when-found";

const TYPE = "aws:secretsmanager/secret:Secret";
const APPLIED = [
  "description",
  "forceOverwriteReplicaSecret",
  "kmsKeyId",
  "name",
  "namePrefix",
  "recoveryWindowInDays",
  "region",
  "tags",
];

/** A secret that waits for its deletion is gone. */
async function describe(SecretId: string, given: PropertyMap, { clients, configuration }: HandlerContext) {
  const [sdk, client] = await clients.secretsManager();
  const secret = await whenFound(client.send(new sdk.DescribeSecretCommand({ SecretId })));
  if (secret === undefined || secret.DeletedDate !== undefined) return undefined;
  return {
    arn: secret.ARN ?? "",
    ...(secret.Description !== undefined && secret.Description !== "" && { description: secret.Description }),
    forceOverwriteReplicaSecret: flagProperty(given, "forceOverwriteReplicaSecret") ?? false,
    ...(secret.KmsKeyId !== undefined && { kmsKeyId: secret.KmsKeyId }),
    name: secret.Name ?? "",
    namePrefix: textProperty(given, "namePrefix") ?? "",
    policy: "",
    recoveryWindowInDays: numberProperty(given, "recoveryWindowInDays") ?? 30,
    region: configuration.region,
    replicas: [],
    ...tagOutputs(tagMap(secret.Tags), given, configuration),
  };
}

async function live(arn: string, given: PropertyMap, context: HandlerContext) {
  return { id: arn, outputs: present(await describe(arn, given, context), "secret") };
}

/** `aws:secretsmanager/secret:Secret`; the ARN is the id. @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const secret: ResourceHandler = {
  async create(inputs, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    const [sdk, client] = await context.clients.secretsManager();
    const { ARN: arn } = await client.send(
      new sdk.CreateSecretCommand({
        Name: nameFrom(textProperty(inputs, "name"), textProperty(inputs, "namePrefix")),
        Description: textProperty(inputs, "description"),
        KmsKeyId: textProperty(inputs, "kmsKeyId"),
        Tags: tagList(wantedTags(inputs, context.configuration)),
      }),
    );
    return live(present(arn, "ARN"), inputs, context);
  },

  async read(id, former, context) {
    const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
    return outputs && { id, outputs };
  },

  async update(SecretId, inputs, _former, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    const [sdk, client] = await context.clients.secretsManager();
    const [Description, KmsKeyId] = [textProperty(inputs, "description") ?? "", textProperty(inputs, "kmsKeyId")];
    await client.send(new sdk.UpdateSecretCommand({ SecretId, Description, KmsKeyId }));
    const { Tags: tags } = await client.send(new sdk.DescribeSecretCommand({ SecretId }));
    const { set, remove } = tagChanges(tagMap(tags), wantedTags(inputs, context.configuration));
    if (remove.length > 0) await client.send(new sdk.UntagResourceCommand({ SecretId, TagKeys: [...remove] }));
    if (Object.keys(set).length > 0) await client.send(new sdk.TagResourceCommand({ SecretId, Tags: tagList(set) }));
    return live(SecretId, inputs, context);
  },

  async delete(SecretId, former, context) {
    if ((await describe(SecretId, former.outputs, context)) === undefined) return;
    const [sdk, client] = await context.clients.secretsManager();
    const days = numberProperty(former.inputs, "recoveryWindowInDays") ?? 30;
    const how = days === 0 ? { ForceDeleteWithoutRecovery: true } : { RecoveryWindowInDays: days };
    await whenFound(client.send(new sdk.DeleteSecretCommand({ SecretId, ...how })));
  },
};
