import { isPlainList, isPlainObject } from "../ec2/plain-value";
import type { StackDocument } from "./stack-document";
import type { StackIndex } from "./stack-index";
import type { StackResource } from "./stack-resource";

/** Type token of the component that makes policies on passing roles. */
const GUARD_TYPE = "ec2-identity:index:PassRoleGuard";

/**
 * The PassRoleGuard whose policy a document is: its child's, as the guard publishes it, or the text of the guard's output
 * `document`. Undefined for a document that is not what the guard says.
 */
export function guardOf({ resource, state, dispute }: StackDocument, index: StackIndex): StackResource | undefined {
  if (dispute !== undefined) return undefined;
  const parent = resource.parent === undefined ? undefined : index.byUrn.get(resource.parent);
  if (parent?.type === GUARD_TYPE) return publishesFor(parent, resource) ? parent : undefined;
  return state.kind === "known" && typeof state.value === "string"
    ? index.ofType(GUARD_TYPE).find(({ properties }) => properties["document"] === state.value)
    : undefined;
}

function publishesFor({ properties: { documents } }: StackResource, { urn }: StackResource): boolean {
  if (!isPlainList(documents)) return false;
  return documents.some((one) => {
    const subject = isPlainObject(one) ? one["subject"] : undefined;
    return isPlainObject(subject) && subject["urn"] === urn;
  });
}
