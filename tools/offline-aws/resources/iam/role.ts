import type { PropertyMap } from "../../property-value/property-value";
import {
  blocksProperty,
  flagProperty,
  numberProperty,
  textProperty,
  textsProperty,
} from "../../property-value/read-property";
import type { AwsClients } from "../aws-clients";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { tagChanges, tagList, tagMap, tagOutputs, wantedTags } from "../tags";
import { present, whenFound } from "../when-found";
import { documentOutput, nameFrom, timeOutput } from "./document-output";

type Iam = Awaited<ReturnType<AwsClients["iam"]>>;

async function inlinePolicies([iam, client]: Iam, RoleName: string): Promise<{ name: string; policy: string }[]> {
  const { PolicyNames: names } = await client.send(new iam.ListRolePoliciesCommand({ RoleName }));
  return Promise.all(
    (names ?? []).map(async (name) => {
      const policy = await client.send(new iam.GetRolePolicyCommand({ RoleName, PolicyName: name }));
      return { name, policy: documentOutput(undefined, policy.PolicyDocument) };
    }),
  );
}

async function managedPolicyArns([iam, client]: Iam, RoleName: string): Promise<string[]> {
  const { AttachedPolicies: attached } = await client.send(new iam.ListAttachedRolePoliciesCommand({ RoleName }));
  return (attached ?? []).map((policy) => policy.PolicyArn ?? "");
}

async function describe(RoleName: string, given: PropertyMap, { clients, configuration }: HandlerContext) {
  const sdk = await clients.iam();
  const [iam, client] = sdk;
  const role = (await whenFound(client.send(new iam.GetRoleCommand({ RoleName }))))?.Role;
  if (role === undefined) return undefined;
  const inline = await inlinePolicies(sdk, RoleName);
  const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    arn: role.Arn ?? "",
    assumeRolePolicy: documentOutput(textProperty(given, "assumeRolePolicy"), role.AssumeRolePolicyDocument),
    createDate: timeOutput(role.CreateDate),
    ...(role.Description !== undefined && role.Description !== "" && { description: role.Description }),
    forceDetachPolicies: flagProperty(given, "forceDetachPolicies") ?? false,
    inlinePolicies: inline,
    managedPolicyArns: await managedPolicyArns(sdk, RoleName),
    maxSessionDuration: role.MaxSessionDuration ?? 3600,
    name: RoleName,
    namePrefix: textProperty(given, "namePrefix") ?? "",
    path: role.Path ?? "/",
    ...(boundary !== undefined && { permissionsBoundary: boundary }),
    ...tagOutputs(tagMap(role.Tags), given, configuration),
    uniqueId: role.RoleId ?? "",
  };
}

async function live(name: string, given: PropertyMap, context: HandlerContext) {
  return { id: name, outputs: present(await describe(name, given, context), "role") };
}

/** Makes inline and managed policies those that the role itself lists; a list that is not given is not managed. */
async function setPolicies(RoleName: string, inputs: PropertyMap, { clients }: HandlerContext): Promise<void> {
  const sdk = await clients.iam();
  const [iam, client] = sdk;
  if (inputs["inlinePolicies"] !== undefined) {
    const wanted = blocksProperty(inputs, "inlinePolicies").filter((policy) => textProperty(policy, "policy"));
    const names = wanted.map((policy) => textProperty(policy, "name"));
    for (const { name } of await inlinePolicies(sdk, RoleName)) {
      if (!names.includes(name)) await client.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName: name }));
    }
    for (const policy of wanted) {
      const [PolicyName, PolicyDocument] = [textProperty(policy, "name"), textProperty(policy, "policy")];
      await client.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    }
  }
  if (inputs["managedPolicyArns"] !== undefined) {
    const [wanted, attached] = [textsProperty(inputs, "managedPolicyArns"), await managedPolicyArns(sdk, RoleName)];
    for (const PolicyArn of attached.filter((arn) => !wanted.includes(arn))) {
      await client.send(new iam.DetachRolePolicyCommand({ RoleName, PolicyArn }));
    }
    for (const PolicyArn of wanted.filter((arn) => !attached.includes(arn))) {
      await client.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn }));
    }
  }
}

async function setBoundary(RoleName: string, inputs: PropertyMap, former: PropertyMap, [iam, client]: Iam) {
  const [wanted, was] = [textProperty(inputs, "permissionsBoundary"), textProperty(former, "permissionsBoundary")];
  if (wanted === was) return;
  if (wanted === undefined) await client.send(new iam.DeleteRolePermissionsBoundaryCommand({ RoleName }));
  else await client.send(new iam.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: wanted }));
}

/** `aws:iam/role:Role`. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const role: ResourceHandler = {
  async create(inputs, context) {
    const [iam, client] = await context.clients.iam();
    const RoleName = nameFrom(textProperty(inputs, "name"), textProperty(inputs, "namePrefix"));
    await client.send(
      new iam.CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: textProperty(inputs, "assumeRolePolicy"),
        Description: textProperty(inputs, "description"),
        MaxSessionDuration: numberProperty(inputs, "maxSessionDuration"),
        Path: textProperty(inputs, "path"),
        PermissionsBoundary: textProperty(inputs, "permissionsBoundary"),
        Tags: tagList(wantedTags(inputs, context.configuration)),
      }),
    );
    await setPolicies(RoleName, inputs, context);
    return live(RoleName, inputs, context);
  },

  async read(id, former, context) {
    const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
    return outputs && { id, outputs };
  },

  async update(RoleName, inputs, former, context) {
    const sdk = await context.clients.iam();
    const [iam, client] = sdk;
    const PolicyDocument = textProperty(inputs, "assumeRolePolicy");
    await client.send(new iam.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    await client.send(
      new iam.UpdateRoleCommand({
        RoleName,
        Description: textProperty(inputs, "description") ?? "",
        MaxSessionDuration: numberProperty(inputs, "maxSessionDuration"),
      }),
    );
    await setBoundary(RoleName, inputs, former.outputs, sdk);
    const { Tags: tags } = await client.send(new iam.ListRoleTagsCommand({ RoleName }));
    const { set, remove } = tagChanges(tagMap(tags), wantedTags(inputs, context.configuration));
    if (remove.length > 0) await client.send(new iam.UntagRoleCommand({ RoleName, TagKeys: [...remove] }));
    if (Object.keys(set).length > 0) await client.send(new iam.TagRoleCommand({ RoleName, Tags: tagList(set) }));
    await setPolicies(RoleName, inputs, context);
    return live(RoleName, inputs, context);
  },

  async delete(RoleName, former, { clients }) {
    const sdk = await clients.iam();
    const [iam, client] = sdk;
    const force = flagProperty(former.inputs, "forceDetachPolicies") === true;
    const own = (list: string) => force || former.inputs[list] !== undefined;
    await whenFound(
      (async () => {
        for (const PolicyArn of own("managedPolicyArns") ? await managedPolicyArns(sdk, RoleName) : []) {
          await client.send(new iam.DetachRolePolicyCommand({ RoleName, PolicyArn }));
        }
        for (const { name } of own("inlinePolicies") ? await inlinePolicies(sdk, RoleName) : []) {
          await client.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName: name }));
        }
        await client.send(new iam.DeleteRoleCommand({ RoleName }));
      })(),
    );
  },
};
