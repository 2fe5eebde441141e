import { textProperty, textsProperty } from "../../property-value/read-property";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { present, whenFound } from "../when-found";

async function describe(GroupName: string, { clients }: HandlerContext) {
  const [iam, client] = await clients.iam();
  const group = (await whenFound(client.send(new iam.GetGroupCommand({ GroupName }))))?.Group;
  if (group === undefined) return undefined;
  return { arn: group.Arn ?? "", name: GroupName, path: group.Path ?? "/", uniqueId: group.GroupId ?? "" };
}

async function live(name: string, context: HandlerContext) {
  return { id: name, outputs: present(await describe(name, context), "group") };
}

/** `aws:iam/group:Group`; a change of name or path renames the group. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export const group: ResourceHandler = {
  async create(inputs, context) {
    const [iam, client] = await context.clients.iam();
    const GroupName = textProperty(inputs, "name") ?? "";
    await client.send(new iam.CreateGroupCommand({ GroupName, Path: textProperty(inputs, "path") }));
    return live(GroupName, context);
  },
  async read(id, _former, context) {
    const outputs = await describe(id, context);
    return outputs && { id, outputs };
  },
  async update(id, inputs, _former, context) {
    const [iam, client] = await context.clients.iam();
    const GroupName = textProperty(inputs, "name") ?? id;
    const NewPath = textProperty(inputs, "path");
    await client.send(new iam.UpdateGroupCommand({ GroupName: id, NewGroupName: GroupName, NewPath }));
    return live(GroupName, context);
  },
  async delete(GroupName, _former, { clients }) {
    const [iam, client] = await clients.iam();
    await whenFound(client.send(new iam.DeleteGroupCommand({ GroupName })));
  },
};

async function groupsOf(UserName: string, { clients }: HandlerContext): Promise<string[] | undefined> {
  const [iam, client] = await clients.iam();
  const found = await whenFound(client.send(new iam.ListGroupsForUserCommand({ UserName })));
  return found?.Groups?.map(({ GroupName }) => GroupName ?? "");
}

async function setGroups(UserName: string, leave: readonly string[], join: readonly string[], context: HandlerContext) {
  const [iam, client] = await context.clients.iam();
  for (const GroupName of leave) {
    await whenFound(client.send(new iam.RemoveUserFromGroupCommand({ UserName, GroupName })));
  }
  for (const GroupName of join) await client.send(new iam.AddUserToGroupCommand({ UserName, GroupName }));
}

/** `aws:iam/userGroupMembership:UserGroupMembership`: only the listed groups are managed. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export const userGroupMembership: ResourceHandler = {
  async create(inputs, context) {
    const [user, groups] = [textProperty(inputs, "user") ?? "", textsProperty(inputs, "groups")];
    await setGroups(user, [], groups, context);
    return { id: `${user}/${[...groups].sort().join("/")}`, outputs: { user, groups } };
  },
  async read(id, former, context) {
    const user = textProperty(former.outputs, "user") ?? id.split("/")[0] ?? "";
    const wanted = textsProperty(former.outputs, "groups");
    const managed = wanted.length > 0 ? wanted : id.split("/").slice(1);
    const live = await groupsOf(user, context);
    const groups = managed.filter((name) => live?.includes(name));
    return live === undefined || groups.length === 0 ? undefined : { id, outputs: { user, groups } };
  },
  async update(id, inputs, former, context) {
    const [user, groups] = [textProperty(inputs, "user") ?? "", textsProperty(inputs, "groups")];
    const were = textsProperty(former.outputs, "groups");
    const [leave, join] = [
      were.filter((name) => !groups.includes(name)),
      groups.filter((name) => !were.includes(name)),
    ];
    await setGroups(user, leave, join, context);
    return { id, outputs: { user, groups } };
  },
  async delete(id, former, context) {
    const user = textProperty(former.outputs, "user") ?? id;
    await setGroups(user, textsProperty(former.outputs, "groups"), [], context);
  },
};
