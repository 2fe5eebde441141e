import { textProperty, textsProperty } from "../../property-value/read-property";
import type { AwsClients } from "../aws-clients";
import type { ResourceHandler } from "../resource-handler";
import { whenFound } from "../when-found";

type Iam = Awaited<ReturnType<AwsClients["iam"]>>;

/** What a role may have one or more of, and nothing beside those that are listed. */
interface ExclusiveCalls {
  readonly property: "policyNames" | "policyArns";
  present(sdk: Iam, roleName: string): Promise<readonly string[]>;
  remove(sdk: Iam, roleName: string, item: string): Promise<unknown>;
  add?(sdk: Iam, roleName: string, item: string): Promise<unknown>;
}

/** Deleting the resource only ends the management: the role keeps what it has. */
function exclusive(calls: ExclusiveCalls): ResourceHandler {
  const apply: ResourceHandler["create"] = async (inputs, { clients }) => {
    const sdk = await clients.iam();
    const [roleName, wanted] = [textProperty(inputs, "roleName") ?? "", textsProperty(inputs, calls.property)];
    const present = await calls.present(sdk, roleName);
    for (const item of present.filter((name) => !wanted.includes(name))) await calls.remove(sdk, roleName, item);
    for (const item of wanted.filter((name) => !present.includes(name))) await calls.add?.(sdk, roleName, item);
    return { id: roleName, outputs: { roleName, [calls.property]: wanted } };
  };
  return {
    create: apply,
    async read(id, _former, { clients }) {
      const present = await whenFound(clients.iam().then((sdk) => calls.present(sdk, id)));
      return present && { id, outputs: { roleName: id, [calls.property]: [...present].sort() } };
    },
    update: (_id, inputs, _former, context) => apply(inputs, context),
    delete: () => Promise.resolve(),
  };
}

/** `aws:iam/rolePoliciesExclusive:RolePoliciesExclusive`. @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policies_exclusive */
export const rolePoliciesExclusive = exclusive({
  property: "policyNames",
  present: async ([iam, client], RoleName) =>
    (await client.send(new iam.ListRolePoliciesCommand({ RoleName }))).PolicyNames ?? [],
  remove: ([iam, client], RoleName, PolicyName) =>
    client.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName })),
});

/** `aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive`. @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachments_exclusive */
export const rolePolicyAttachmentsExclusive = exclusive({
  property: "policyArns",
  present: async ([iam, client], RoleName) =>
    ((await client.send(new iam.ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies ?? []).map(
      ({ PolicyArn }) => PolicyArn ?? "",
    ),
  remove: ([iam, client], RoleName, PolicyArn) => client.send(new iam.DetachRolePolicyCommand({ RoleName, PolicyArn })),
  add: ([iam, client], RoleName, PolicyArn) => client.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn })),
});
