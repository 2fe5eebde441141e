import type { PropertyMap } from "../../property-value/property-value";
import type { HandlerContext } from "../resource-handler";
import { tagChanges, tagList, tagMap, wantedTags, type Tag } from "../tags";

/** Makes the tags of an EC2 resource those that its inputs ask for. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html */
export async function setEc2Tags(
  id: string,
  live: readonly Tag[] | undefined,
  inputs: PropertyMap,
  { clients, configuration }: HandlerContext,
): Promise<void> {
  const [ec2, client] = await clients.ec2();
  const { set, remove } = tagChanges(tagMap(live), wantedTags(inputs, configuration));
  const Resources = [id];
  if (remove.length > 0) {
    await client.send(new ec2.DeleteTagsCommand({ Resources, Tags: remove.map((Key) => ({ Key })) }));
  }
  if (Object.keys(set).length > 0) await client.send(new ec2.CreateTagsCommand({ Resources, Tags: tagList(set) }));
}
