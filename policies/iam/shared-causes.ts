import { readDocument } from "../../stack-model/read-document";
import { GROUP_TYPE, USER_TYPE } from "../../stack-model/resource-types";
import type { StackDocument } from "../../stack-model/stack-document";
import type { StackModel } from "../../stack-model/stack-model";
import type { StackPrincipal } from "../../stack-model/stack-principals";
import type { StackResource } from "../../stack-model/stack-resource";
import { causeAt } from "../findings";

/**
 * The causes of a finding that a principal owes to `used` of its documents, for a policy that yields to itself: what a user has
 * by one of its groups alone is the group's, where that is reported; what the group has stands for itself.
 */
export function causesByGroup(
  { resource }: StackPrincipal,
  used: readonly StackDocument[],
  about: string,
  model: StackModel,
): readonly string[] {
  const causeOf = (group: StackResource): string => `${causeAt(group, "policies")} ${about}`;
  if (resource.type === GROUP_TYPE) return [causeOf(resource), causeAt(resource, "")];
  if (resource.type !== USER_TYPE || used.length === 0) return [];
  const group = model.principals.principals.find(
    (one) => one.resource.type === GROUP_TYPE && used.every((document) => one.documents.includes(document)),
  );
  return group === undefined ? [] : [causeOf(group.resource)];
}

/**
 * The documents of principals that are not known or cannot be read, as causes, which the policies on documents report. None where a
 * boundary is not known either, which they do not report.
 */
export function causesByUnread(principals: readonly StackPrincipal[]): readonly string[] {
  const isBoundaryOpen = principals.some(
    ({ boundary }) => boundary !== undefined && ("reason" in boundary || readDocument(boundary)?.kind !== "parsed"),
  );
  if (isBoundaryOpen) return [];
  const unread = principals.flatMap(({ documents }) =>
    documents.filter((document) => readDocument(document)?.kind !== "parsed"),
  );
  return unread.map(({ resource, property }) => causeAt(resource, property));
}
