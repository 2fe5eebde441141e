import type { PropertyMap } from "../../property-value/property-value";
import { textProperty } from "../../property-value/read-property";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { tagChanges, tagList, tagMap, tagOutputs, wantedTags } from "../tags";
import { present, whenFound } from "../when-found";
import { documentOutput, nameFrom } from "./document-output";

/** A managed policy keeps five versions; the real provider makes room by deleting the oldest. */
const MAX_VERSIONS = 5;

async function describe(PolicyArn: string, given: PropertyMap, { clients, configuration }: HandlerContext) {
  const [iam, client] = await clients.iam();
  const policy = (await whenFound(client.send(new iam.GetPolicyCommand({ PolicyArn }))))?.Policy;
  if (policy === undefined) return undefined;
  const { PolicyVersion: version } = await client.send(
    new iam.GetPolicyVersionCommand({ PolicyArn, VersionId: policy.DefaultVersionId }),
  );
  const { Tags: tags } = await client.send(new iam.ListPolicyTagsCommand({ PolicyArn }));
  return {
    arn: PolicyArn,
    attachmentCount: policy.AttachmentCount ?? 0,
    ...(policy.Description !== undefined && policy.Description !== "" && { description: policy.Description }),
    name: policy.PolicyName ?? "",
    namePrefix: textProperty(given, "namePrefix") ?? "",
    path: policy.Path ?? "/",
    policy: documentOutput(textProperty(given, "policy"), version?.Document),
    policyId: policy.PolicyId ?? "",
    ...tagOutputs(tagMap(tags), given, configuration),
  };
}

async function live(arn: string, given: PropertyMap, context: HandlerContext) {
  return { id: arn, outputs: present(await describe(arn, given, context), "policy") };
}

/** The versions that are not in force, oldest first. */
async function otherVersions(PolicyArn: string, { clients }: HandlerContext): Promise<string[]> {
  const [iam, client] = await clients.iam();
  const { Versions: versions } = await client.send(new iam.ListPolicyVersionsCommand({ PolicyArn }));
  return (versions ?? [])
    .filter((version) => version.IsDefaultVersion !== true)
    .map((version) => version.VersionId ?? "")
    .sort((left, right) => Number(left.slice(1)) - Number(right.slice(1)));
}

/** `aws:iam/policy:Policy`. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const policy: ResourceHandler = {
  async create(inputs, context) {
    const [iam, client] = await context.clients.iam();
    const { Policy: created } = await client.send(
      new iam.CreatePolicyCommand({
        PolicyName: nameFrom(textProperty(inputs, "name"), textProperty(inputs, "namePrefix")),
        PolicyDocument: textProperty(inputs, "policy"),
        Description: textProperty(inputs, "description"),
        Path: textProperty(inputs, "path"),
        Tags: tagList(wantedTags(inputs, context.configuration)),
      }),
    );
    return live(present(created?.Arn, "ARN"), inputs, context);
  },

  async read(id, former, context) {
    const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
    return outputs && { id, outputs };
  },

  async update(PolicyArn, inputs, former, context) {
    const [iam, client] = await context.clients.iam();
    const PolicyDocument = textProperty(inputs, "policy");
    if (PolicyDocument !== textProperty(former.outputs, "policy")) {
      const versions = await otherVersions(PolicyArn, context);
      for (const VersionId of versions.slice(0, Math.max(0, versions.length + 2 - MAX_VERSIONS))) {
        await client.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId }));
      }
      await client.send(new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
    }
    const { Tags: tags } = await client.send(new iam.ListPolicyTagsCommand({ PolicyArn }));
    const { set, remove } = tagChanges(tagMap(tags), wantedTags(inputs, context.configuration));
    if (remove.length > 0) await client.send(new iam.UntagPolicyCommand({ PolicyArn, TagKeys: [...remove] }));
    if (Object.keys(set).length > 0) await client.send(new iam.TagPolicyCommand({ PolicyArn, Tags: tagList(set) }));
    return live(PolicyArn, inputs, context);
  },

  async delete(PolicyArn, _former, context) {
    const [iam, client] = await context.clients.iam();
    await whenFound(
      (async () => {
        for (const VersionId of await otherVersions(PolicyArn, context)) {
          await client.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId }));
        }
        await client.send(new iam.DeletePolicyCommand({ PolicyArn }));
      })(),
    );
  },
};
