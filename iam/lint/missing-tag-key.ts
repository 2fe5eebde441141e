import type { ActionCatalogue } from "../data/action-catalogue";

/**
 * Whether a key is a tag key without the name of the tag (`aws:ResourceTag`, `ec2:ResourceTag/`): it is undefined, and
 * with a name it would be defined.
 */
export function lacksTagName(key: string, catalogue: ActionCatalogue): boolean {
  if (!/tag\/?$/i.test(key) || catalogue.conditionKey(key) !== undefined) return false;
  return catalogue.conditionKey(`${key.replace(/\/$/, "")}/name`) !== undefined;
}
