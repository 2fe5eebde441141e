import { textProperty } from "../../property-value/read-property";
import type { AwsClients } from "../aws-clients";
import type { ResourceHandler } from "../resource-handler";
import { whenFound } from "../when-found";

type Iam = Awaited<ReturnType<AwsClients["iam"]>>;

/** The calls that attach managed policies to one kind of principal. */
interface AttachmentCalls {
  readonly owner: "role" | "user" | "group";
  attach(sdk: Iam, owner: string, policyArn: string): Promise<unknown>;
  attached(sdk: Iam, owner: string): Promise<readonly { PolicyArn?: string | undefined }[] | undefined>;
  detach(sdk: Iam, owner: string, policyArn: string): Promise<unknown>;
}

/** The id is the owner's name and the policy's ARN, with a slash between; names hold no slash. */
function ownerAndArn(id: string): readonly [string, string] {
  const slash = id.indexOf("/");
  return [id.slice(0, slash), id.slice(slash + 1)];
}

function policyAttachment(calls: AttachmentCalls): ResourceHandler {
  return {
    async create(inputs, { clients }) {
      const [owner, policyArn] = [textProperty(inputs, calls.owner) ?? "", textProperty(inputs, "policyArn") ?? ""];
      await calls.attach(await clients.iam(), owner, policyArn);
      return { id: `${owner}/${policyArn}`, outputs: { [calls.owner]: owner, policyArn } };
    },
    async read(id, _former, { clients }) {
      const [owner, policyArn] = ownerAndArn(id);
      const attached = await whenFound(clients.iam().then((sdk) => calls.attached(sdk, owner)));
      if (attached?.some((policy) => policy.PolicyArn === policyArn) !== true) return undefined;
      return { id, outputs: { [calls.owner]: owner, policyArn } };
    },
    async delete(id, _former, { clients }) {
      const [owner, policyArn] = ownerAndArn(id);
      await whenFound(clients.iam().then((sdk) => calls.detach(sdk, owner, policyArn)));
    },
  };
}

/** `aws:iam/rolePolicyAttachment:RolePolicyAttachment`. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const rolePolicyAttachment = policyAttachment({
  owner: "role",
  attach: ([iam, client], RoleName, PolicyArn) => client.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn })),
  attached: async ([iam, client], RoleName) =>
    (await client.send(new iam.ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies,
  detach: ([iam, client], RoleName, PolicyArn) => client.send(new iam.DetachRolePolicyCommand({ RoleName, PolicyArn })),
});

/** `aws:iam/userPolicyAttachment:UserPolicyAttachment`. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export const userPolicyAttachment = policyAttachment({
  owner: "user",
  attach: ([iam, client], UserName, PolicyArn) => client.send(new iam.AttachUserPolicyCommand({ UserName, PolicyArn })),
  attached: async ([iam, client], UserName) =>
    (await client.send(new iam.ListAttachedUserPoliciesCommand({ UserName }))).AttachedPolicies,
  detach: ([iam, client], UserName, PolicyArn) => client.send(new iam.DetachUserPolicyCommand({ UserName, PolicyArn })),
});

/** `aws:iam/groupPolicyAttachment:GroupPolicyAttachment`. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html */
export const groupPolicyAttachment = policyAttachment({
  owner: "group",
  attach: ([iam, client], GroupName, PolicyArn) =>
    client.send(new iam.AttachGroupPolicyCommand({ GroupName, PolicyArn })),
  attached: async ([iam, client], GroupName) =>
    (await client.send(new iam.ListAttachedGroupPoliciesCommand({ GroupName }))).AttachedPolicies,
  detach: ([iam, client], GroupName, PolicyArn) =>
    client.send(new iam.DetachGroupPolicyCommand({ GroupName, PolicyArn })),
});
