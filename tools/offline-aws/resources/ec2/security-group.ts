import type { IpPermission } from "@aws-sdk/client-ec2";
import type { PropertyMap } from "../../property-value/property-value";
import {
  blocksProperty,
  flagProperty,
  numberProperty,
  textProperty,
  textsProperty,
} from "../../property-value/read-property";
import { samePropertyValue } from "../../property-value/same-property-value";
import { nameFrom } from "../iam/document-output";
import type { FormerResource, HandlerContext, ResourceHandler } from "../resource-handler";
import { tagList, tagMap, tagOutputs, wantedTags } from "../tags";
import { present, whenFound } from "../when-found";
import { setEc2Tags } from "./ec2-tags";

async function find(GroupId: string, { clients }: HandlerContext) {
  const [ec2, client] = await clients.ec2();
  const found = await whenFound(client.send(new ec2.DescribeSecurityGroupsCommand({ GroupIds: [GroupId] })));
  return found?.SecurityGroups?.[0];
}

function permission(rule: PropertyMap, groupId: string): IpPermission {
  const groups = [...textsProperty(rule, "securityGroups"), ...(flagProperty(rule, "self") === true ? [groupId] : [])];
  const Description = textProperty(rule, "description");
  return {
    IpProtocol: textProperty(rule, "protocol"),
    FromPort: numberProperty(rule, "fromPort"),
    ToPort: numberProperty(rule, "toPort"),
    IpRanges: textsProperty(rule, "cidrBlocks").map((CidrIp) => ({ CidrIp, Description })),
    Ipv6Ranges: textsProperty(rule, "ipv6CidrBlocks").map((CidrIpv6) => ({ CidrIpv6, Description })),
    PrefixListIds: textsProperty(rule, "prefixListIds").map((PrefixListId) => ({ PrefixListId, Description })),
    UserIdGroupPairs: groups.map((GroupId) => ({ GroupId, Description })),
  };
}

/** A rule as the provider writes it; parts that are empty are left out. */
function ruleOf(live: IpPermission, groupId: string): PropertyMap {
  const groups = (live.UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId ?? "");
  const lists = {
    cidrBlocks: (live.IpRanges ?? []).map(({ CidrIp }) => CidrIp ?? ""),
    ipv6CidrBlocks: (live.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6 ?? ""),
    prefixListIds: (live.PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId ?? ""),
    securityGroups: groups.filter((group) => group !== groupId),
  };
  const described = [...(live.IpRanges ?? []), ...(live.Ipv6Ranges ?? []), ...(live.UserIdGroupPairs ?? [])];
  const description = described.find(({ Description }) => Description)?.Description;
  return {
    protocol: live.IpProtocol ?? "",
    fromPort: live.FromPort ?? 0,
    toPort: live.ToPort ?? 0,
    self: groups.includes(groupId),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    ...(description !== undefined && { description }),
  };
}

async function describe(id: string, given: PropertyMap, context: HandlerContext): Promise<PropertyMap | undefined> {
  const group = await find(id, context);
  if (group === undefined) return undefined;
  const { partition, region, accountId } = context.configuration;
  return {
    arn: `arn:${partition.partition}:ec2:${region}:${accountId}:security-group/${id}`,
    description: group.Description ?? "",
    egress: (group.IpPermissionsEgress ?? []).map((rule) => ruleOf(rule, id)),
    ingress: (group.IpPermissions ?? []).map((rule) => ruleOf(rule, id)),
    name: group.GroupName ?? "",
    namePrefix: textProperty(given, "namePrefix") ?? "",
    ownerId: group.OwnerId ?? accountId,
    region,
    revokeRulesOnDelete: flagProperty(given, "revokeRulesOnDelete") ?? false,
    ...tagOutputs(tagMap(group.Tags), given, context.configuration),
    vpcId: group.VpcId ?? "",
  };
}

async function live(id: string, given: PropertyMap, context: HandlerContext) {
  return { id, outputs: present(await describe(id, given, context), "security group") };
}

/** EC2 allows all egress in a new group; the provider takes that away. */
async function setRules(
  GroupId: string,
  inputs: PropertyMap,
  former: FormerResource | undefined,
  { clients }: HandlerContext,
): Promise<void> {
  const [ec2, client] = await clients.ec2();
  const group = present(
    (await client.send(new ec2.DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }))).SecurityGroups?.[0],
    "security group",
  );
  const wanted = (name: string) => blocksProperty(inputs, name).map((rule) => permission(rule, GroupId));
  const stays = (name: string) =>
    former !== undefined && samePropertyValue(inputs[name] ?? null, former.inputs[name] ?? null);
  if (!stays("egress")) {
    const [old, rules] = [group.IpPermissionsEgress ?? [], wanted("egress")];
    if (old.length > 0) await client.send(new ec2.RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: old }));
    if (rules.length > 0)
      await client.send(new ec2.AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: rules }));
  }
  if (!stays("ingress")) {
    const [old, rules] = [group.IpPermissions ?? [], wanted("ingress")];
    if (old.length > 0) await client.send(new ec2.RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: old }));
    if (rules.length > 0) {
      await client.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: rules }));
    }
  }
}

async function defaultVpcId({ clients }: HandlerContext): Promise<string | undefined> {
  const [ec2, client] = await clients.ec2();
  const Filters = [{ Name: "is-default", Values: ["true"] }];
  return (await client.send(new ec2.DescribeVpcsCommand({ Filters }))).Vpcs?.[0]?.VpcId;
}

/** `aws:ec2/securityGroup:SecurityGroup`. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
export const securityGroup: ResourceHandler = {
  async create(inputs, context) {
    const [ec2, client] = await context.clients.ec2();
    const Tags = tagList(wantedTags(inputs, context.configuration));
    const created = await client.send(
      new ec2.CreateSecurityGroupCommand({
        GroupName: nameFrom(textProperty(inputs, "name"), textProperty(inputs, "namePrefix")),
        Description: textProperty(inputs, "description"),
        VpcId: textProperty(inputs, "vpcId") ?? (await defaultVpcId(context)),
        ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: "security-group", Tags }] }),
      }),
    );
    const id = present(created.GroupId, "group id");
    await setRules(id, inputs, undefined, context);
    return live(id, inputs, context);
  },

  async read(id, former, context) {
    const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
    return outputs && { id, outputs };
  },

  async update(id, inputs, former, context) {
    await setRules(id, inputs, former, context);
    await setEc2Tags(id, (await find(id, context))?.Tags, inputs, context);
    return live(id, inputs, context);
  },

  async delete(GroupId, _former, { clients }) {
    const [ec2, client] = await clients.ec2();
    await whenFound(client.send(new ec2.DeleteSecurityGroupCommand({ GroupId })));
  },
};
