import type { ParameterType } from "@aws-sdk/client-ssm";
import { Secret, type PropertyMap } from "../../property-value/property-value";
import { textProperty } from "../../property-value/read-property";
import { refuseOthers } from "../not-applied";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { tagChanges, tagList, tagMap, tagOutputs, wantedTags } from "../tags";
import { present, whenFound } from "../when-found";

const TYPE = "aws:ssm/parameter:Parameter";
const APPLIED = [
  "allowedPattern",
  "dataType",
  "description",
  "insecureValue",
  "keyId",
  "name",
  "overwrite",
  "region",
  "tags",
  "tier",
  "type",
  "value",
];

async function tagsOf(name: string, { clients }: HandlerContext) {
  const [ssm, client] = await clients.ssm();
  const about = { ResourceType: "Parameter", ResourceId: name } as const;
  const { TagList: tags } = await client.send(new ssm.ListTagsForResourceCommand(about));
  return tagMap(tags);
}

/** The value is a secret whatever the parameter's type, as in the real provider. */
async function describe(Name: string, given: PropertyMap, context: HandlerContext): Promise<PropertyMap | undefined> {
  const { clients, configuration } = context;
  const [ssm, client] = await clients.ssm();
  const found = await whenFound(client.send(new ssm.GetParameterCommand({ Name, WithDecryption: true })));
  if (found?.Parameter === undefined) return undefined;
  const { ARN: arn, Type: type, Value: value = "", Version: version, DataType: dataType } = found.Parameter;
  const kept = ["allowedPattern", "description", "keyId", "overwrite", "tier"].filter(
    (name) => given[name] !== undefined,
  );
  return {
    ...Object.fromEntries(kept.map((name) => [name, given[name] ?? null])),
    arn: arn ?? "",
    dataType: dataType ?? "text",
    insecureValue: type === "SecureString" ? "" : value,
    name: Name,
    region: configuration.region,
    tier: textProperty(given, "tier") ?? "Standard",
    type: type ?? "",
    value: new Secret(value),
    version: version ?? 1,
    ...tagOutputs(await tagsOf(Name, context), given, configuration),
  };
}

async function live(name: string, given: PropertyMap, context: HandlerContext) {
  return { id: name, outputs: present(await describe(name, given, context), "parameter") };
}

function request(inputs: PropertyMap) {
  return {
    Name: textProperty(inputs, "name") ?? "",
    Value: textProperty(inputs, "value") ?? textProperty(inputs, "insecureValue"),
    Type: textProperty(inputs, "type") as ParameterType | undefined,
    Description: textProperty(inputs, "description"),
    KeyId: textProperty(inputs, "keyId"),
    AllowedPattern: textProperty(inputs, "allowedPattern"),
    DataType: textProperty(inputs, "dataType"),
  };
}

/** `aws:ssm/parameter:Parameter`; the name is the id. @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const parameter: ResourceHandler = {
  async create(inputs, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    const [ssm, client] = await context.clients.ssm();
    const Tags = tagList(wantedTags(inputs, context.configuration));
    const put = request(inputs);
    await client.send(new ssm.PutParameterCommand({ ...put, ...(Tags.length > 0 && { Tags }) }));
    return live(put.Name, inputs, context);
  },

  async read(id, former, context) {
    const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
    return outputs && { id, outputs };
  },

  async update(ResourceId, inputs, _former, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    const [ssm, client] = await context.clients.ssm();
    await client.send(new ssm.PutParameterCommand({ ...request(inputs), Overwrite: true }));
    const about = { ResourceType: "Parameter", ResourceId } as const;
    const { set, remove } = tagChanges(await tagsOf(ResourceId, context), wantedTags(inputs, context.configuration));
    if (remove.length > 0) {
      await client.send(new ssm.RemoveTagsFromResourceCommand({ ...about, TagKeys: [...remove] }));
    }
    if (Object.keys(set).length > 0) {
      await client.send(new ssm.AddTagsToResourceCommand({ ...about, Tags: tagList(set) }));
    }
    return live(ResourceId, inputs, context);
  },

  async delete(Name, _former, { clients }) {
    const [ssm, client] = await clients.ssm();
    await whenFound(client.send(new ssm.DeleteParameterCommand({ Name })));
  },
};
