import type { ActionCatalogue, ActionDefinition } from "../iam";

/**
 * The actions of the same service that set tags, `service:Name`: AWS asks for them behind a call that creates something with tags,
 * and writes no event of their own. None for a call that takes no tags, as far as its action has no condition key for them. May name
 * actions that the call did not need.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/tagging-resources-during-creation.html
 */
export function taggingBehind(definition: ActionDefinition, catalogue: ActionCatalogue): readonly string[] {
  const keys = [...definition.conditionKeys, ...definition.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys)];
  if (isTagging(definition) || !keys.some((key) => key.startsWith("aws:RequestTag/"))) return [];
  const all = catalogue.actions(definition.service).filter((action) => isTagging(action) && setsTags(action));
  const own = all.filter((action) => definition.name.includes(taggedBy(action)));
  return (own.length > 0 ? own : all).map(({ service, name }) => `${service}:${name}`);
}

function setsTags({ name }: ActionDefinition): boolean {
  return name.includes("Tag") && !/^(Untag|Remove|Delete|Replicate)/.test(name);
}

/** What an action tags, by its name: `Role` of `TagRole`, `Bucket` of `PutBucketTagging`; empty where it tags anything. */
function taggedBy({ name }: ActionDefinition): string {
  return name.replace(/^(CreateOrUpdate|Create|Update|Put|Add|Set)|Tag(ging|sTo|s)?|Resource$/g, "");
}

function isTagging({ accessLevels }: ActionDefinition): boolean {
  return accessLevels.includes("Tagging");
}
