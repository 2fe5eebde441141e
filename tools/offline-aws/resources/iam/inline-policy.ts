import type { PropertyMap } from "../../property-value/property-value";
import { textProperty } from "../../property-value/read-property";
import type { AwsClients } from "../aws-clients";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { present, whenFound } from "../when-found";
import { documentOutput, nameFrom } from "./document-output";

type Iam = Awaited<ReturnType<AwsClients["iam"]>>;

/** The calls for the inline policies of one kind of principal. */
interface InlinePolicyCalls {
  readonly owner: "role" | "user" | "group";
  put(sdk: Iam, owner: string, name: string, document: string): Promise<unknown>;
  /** The document in percent-encoding. */
  get(sdk: Iam, owner: string, name: string): Promise<string | undefined>;
  remove(sdk: Iam, owner: string, name: string): Promise<unknown>;
}

/** The id is the owner's name and the policy's, with a colon between. */
function ownerAndName(id: string): readonly [string, string] {
  const colon = id.indexOf(":");
  return [id.slice(0, colon), id.slice(colon + 1)];
}

function inlinePolicy(calls: InlinePolicyCalls): ResourceHandler {
  const describe = async (id: string, given: PropertyMap, { clients }: HandlerContext) => {
    const [owner, name] = ownerAndName(id);
    const document = await whenFound(clients.iam().then((sdk) => calls.get(sdk, owner, name)));
    if (document === undefined) return undefined;
    const policy = documentOutput(textProperty(given, "policy"), document);
    return { name, namePrefix: textProperty(given, "namePrefix") ?? "", policy, [calls.owner]: owner };
  };
  const put = async (id: string, inputs: PropertyMap, context: HandlerContext) => {
    const [owner, name] = ownerAndName(id);
    await calls.put(await context.clients.iam(), owner, name, textProperty(inputs, "policy") ?? "");
    return { id, outputs: present(await describe(id, inputs, context), "policy") };
  };
  return {
    create(inputs, context) {
      const name = nameFrom(textProperty(inputs, "name"), textProperty(inputs, "namePrefix"));
      return put(`${textProperty(inputs, calls.owner) ?? ""}:${name}`, inputs, context);
    },
    async read(id, former, context) {
      const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
      return outputs && { id, outputs };
    },
    update(id, inputs, _former, context) {
      return put(id, inputs, context);
    },
    async delete(id, _former, { clients }) {
      const [owner, name] = ownerAndName(id);
      await whenFound(clients.iam().then((sdk) => calls.remove(sdk, owner, name)));
    },
  };
}

/** `aws:iam/rolePolicy:RolePolicy`. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const rolePolicy = inlinePolicy({
  owner: "role",
  put: ([iam, client], RoleName, PolicyName, PolicyDocument) =>
    client.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument })),
  get: async ([iam, client], RoleName, PolicyName) =>
    (await client.send(new iam.GetRolePolicyCommand({ RoleName, PolicyName }))).PolicyDocument,
  remove: ([iam, client], RoleName, PolicyName) =>
    client.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName })),
});

/** `aws:iam/userPolicy:UserPolicy`. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const userPolicy = inlinePolicy({
  owner: "user",
  put: ([iam, client], UserName, PolicyName, PolicyDocument) =>
    client.send(new iam.PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument })),
  get: async ([iam, client], UserName, PolicyName) =>
    (await client.send(new iam.GetUserPolicyCommand({ UserName, PolicyName }))).PolicyDocument,
  remove: ([iam, client], UserName, PolicyName) =>
    client.send(new iam.DeleteUserPolicyCommand({ UserName, PolicyName })),
});

/** `aws:iam/groupPolicy:GroupPolicy`. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html */
export const groupPolicy = inlinePolicy({
  owner: "group",
  put: ([iam, client], GroupName, PolicyName, PolicyDocument) =>
    client.send(new iam.PutGroupPolicyCommand({ GroupName, PolicyName, PolicyDocument })),
  get: async ([iam, client], GroupName, PolicyName) =>
    (await client.send(new iam.GetGroupPolicyCommand({ GroupName, PolicyName }))).PolicyDocument,
  remove: ([iam, client], GroupName, PolicyName) =>
    client.send(new iam.DeleteGroupPolicyCommand({ GroupName, PolicyName })),
});
