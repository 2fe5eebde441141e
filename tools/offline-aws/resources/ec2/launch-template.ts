import type { PropertyMap } from "../../property-value/property-value";
import { flagProperty, numberProperty, textProperty } from "../../property-value/read-property";
import { samePropertyValue } from "../../property-value/same-property-value";
import { nameFrom } from "../iam/document-output";
import { refuseOthers } from "../not-applied";
import type { FormerResource, HandlerContext, ResourceHandler } from "../resource-handler";
import { tagList, tagMap, tagOutputs, wantedTags } from "../tags";
import { present, whenFound } from "../when-found";
import { setEc2Tags } from "./ec2-tags";
import { launchTemplateData, launchTemplateProperties, VERSION_INPUTS } from "./launch-template-data";

const TYPE = "aws:ec2/launchTemplate:LaunchTemplate";
const APPLIED = [
  ...VERSION_INPUTS,
  "name",
  "namePrefix",
  "description",
  "tags",
  "region",
  "updateDefaultVersion",
  "defaultVersion",
];

async function find(LaunchTemplateId: string, { clients }: HandlerContext) {
  const [ec2, client] = await clients.ec2();
  const LaunchTemplateIds = [LaunchTemplateId];
  const found = await whenFound(client.send(new ec2.DescribeLaunchTemplatesCommand({ LaunchTemplateIds })));
  return found?.LaunchTemplates?.[0];
}

async function describe(id: string, given: PropertyMap, context: HandlerContext): Promise<PropertyMap | undefined> {
  const template = await find(id, context);
  if (template === undefined) return undefined;
  const { clients, configuration } = context;
  const [ec2, client] = await clients.ec2();
  const { LaunchTemplateVersions: versions } = await client.send(
    new ec2.DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: ["$Latest"] }),
  );
  const latest = versions?.[0];
  const description = latest?.VersionDescription;
  const { partition, region, accountId } = configuration;
  return {
    ...launchTemplateProperties(latest?.LaunchTemplateData ?? {}, given),
    arn: `arn:${partition.partition}:ec2:${region}:${accountId}:launch-template/${id}`,
    defaultVersion: template.DefaultVersionNumber ?? 1,
    ...(description !== undefined && description !== "" && { description }),
    latestVersion: template.LatestVersionNumber ?? 1,
    name: template.LaunchTemplateName ?? "",
    namePrefix: textProperty(given, "namePrefix") ?? "",
    region,
    ...(given["updateDefaultVersion"] !== undefined && { updateDefaultVersion: given["updateDefaultVersion"] }),
    ...tagOutputs(tagMap(template.Tags), given, configuration),
  };
}

async function live(id: string, given: PropertyMap, context: HandlerContext) {
  return { id, outputs: present(await describe(id, given, context), "launch template") };
}

function versionChanged(inputs: PropertyMap, former: FormerResource): boolean {
  return [...VERSION_INPUTS, "description"].some(
    (name) => !samePropertyValue(inputs[name] ?? null, former.inputs[name] ?? null),
  );
}

/** `aws:ec2/launchTemplate:LaunchTemplate`: every change makes a new version. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html */
export const launchTemplate: ResourceHandler = {
  async create(inputs, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    const [ec2, client] = await context.clients.ec2();
    const Tags = tagList(wantedTags(inputs, context.configuration));
    const { LaunchTemplate: created } = await client.send(
      new ec2.CreateLaunchTemplateCommand({
        LaunchTemplateName: nameFrom(textProperty(inputs, "name"), textProperty(inputs, "namePrefix")),
        LaunchTemplateData: launchTemplateData(inputs),
        VersionDescription: textProperty(inputs, "description"),
        ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: "launch-template", Tags }] }),
      }),
    );
    return live(present(created?.LaunchTemplateId, "launch template id"), inputs, context);
  },

  async read(id, former, context) {
    const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
    return outputs && { id, outputs };
  },

  async update(LaunchTemplateId, inputs, former, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    const [ec2, client] = await context.clients.ec2();
    let version = numberProperty(inputs, "defaultVersion");
    if (versionChanged(inputs, former)) {
      const { LaunchTemplateVersion: made } = await client.send(
        new ec2.CreateLaunchTemplateVersionCommand({
          LaunchTemplateId,
          LaunchTemplateData: launchTemplateData(inputs),
          VersionDescription: textProperty(inputs, "description"),
        }),
      );
      if (flagProperty(inputs, "updateDefaultVersion") === true) version = made?.VersionNumber;
    }
    if (version !== undefined) {
      await client.send(new ec2.ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion: String(version) }));
    }
    await setEc2Tags(LaunchTemplateId, (await find(LaunchTemplateId, context))?.Tags, inputs, context);
    return live(LaunchTemplateId, inputs, context);
  },

  async delete(LaunchTemplateId, _former, { clients }) {
    const [ec2, client] = await clients.ec2();
    await whenFound(client.send(new ec2.DeleteLaunchTemplateCommand({ LaunchTemplateId })));
  },
};
