import type { PropertyMap } from "../../property-value/property-value";
import { flagProperty, textProperty } from "../../property-value/read-property";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { tagChanges, tagList, tagMap, tagOutputs, wantedTags } from "../tags";
import { present, whenFound } from "../when-found";

async function describe(UserName: string, given: PropertyMap, { clients, configuration }: HandlerContext) {
  const [iam, client] = await clients.iam();
  const user = (await whenFound(client.send(new iam.GetUserCommand({ UserName }))))?.User;
  if (user === undefined) return undefined;
  const boundary = user.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    arn: user.Arn ?? "",
    forceDestroy: flagProperty(given, "forceDestroy") ?? false,
    name: UserName,
    path: user.Path ?? "/",
    ...(boundary !== undefined && { permissionsBoundary: boundary }),
    ...tagOutputs(tagMap(user.Tags), given, configuration),
    uniqueId: user.UserId ?? "",
  };
}

async function live(name: string, given: PropertyMap, context: HandlerContext) {
  return { id: name, outputs: present(await describe(name, given, context), "user") };
}

/** `aws:iam/user:User`; a change of name or path renames the user. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const user: ResourceHandler = {
  async create(inputs, context) {
    const [iam, client] = await context.clients.iam();
    const UserName = textProperty(inputs, "name") ?? "";
    await client.send(
      new iam.CreateUserCommand({
        UserName,
        Path: textProperty(inputs, "path"),
        PermissionsBoundary: textProperty(inputs, "permissionsBoundary"),
        Tags: tagList(wantedTags(inputs, context.configuration)),
      }),
    );
    return live(UserName, inputs, context);
  },

  async read(id, former, context) {
    const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
    return outputs && { id, outputs };
  },

  async update(id, inputs, former, context) {
    const [iam, client] = await context.clients.iam();
    const [UserName, path] = [textProperty(inputs, "name") ?? id, textProperty(inputs, "path")];
    if (UserName !== id || path !== textProperty(former.outputs, "path")) {
      await client.send(new iam.UpdateUserCommand({ UserName: id, NewUserName: UserName, NewPath: path }));
    }
    const boundary = textProperty(inputs, "permissionsBoundary");
    if (boundary !== textProperty(former.outputs, "permissionsBoundary")) {
      if (boundary === undefined) await client.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName }));
      else await client.send(new iam.PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: boundary }));
    }
    const { Tags: tags } = await client.send(new iam.ListUserTagsCommand({ UserName }));
    const { set, remove } = tagChanges(tagMap(tags), wantedTags(inputs, context.configuration));
    if (remove.length > 0) await client.send(new iam.UntagUserCommand({ UserName, TagKeys: [...remove] }));
    if (Object.keys(set).length > 0) await client.send(new iam.TagUserCommand({ UserName, Tags: tagList(set) }));
    return live(UserName, inputs, context);
  },

  async delete(UserName, _former, { clients }) {
    const [iam, client] = await clients.iam();
    await whenFound(client.send(new iam.DeleteUserCommand({ UserName })));
  },
};
