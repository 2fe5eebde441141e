import type { PlainObject } from "../ec2/plain-value";

/** A resource of a stack as plain data: what the policy pack reads, whoever made it. */
export interface StackResource {
  readonly urn: string;
  /** The type token: `aws:iam/role:Role`. */
  readonly type: string;
  readonly name: string;
  readonly properties: PlainObject;
  /** URN of the parent; absent for the stack itself and where it is not known. */
  readonly parent?: string;
  /** For each property the URNs of the resources that its value comes from; properties that come from none are absent. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /**
   * The inputs of the same resource, where the pack has seen them. Planned outputs of a preview are unknown for what
   * the program did not set and the provider computes; only the inputs tell what was set.
   */
  readonly inputs?: PlainObject;
}

/** What messages call the resource: its type token and name. */
export function labelOf(resource: Pick<StackResource, "type" | "name">): string {
  return `${resource.type} \`${resource.name}\``;
}

/** Whether the value of a property comes from a resource of that type in the stack. */
export function comesFrom(
  resource: StackResource,
  property: string,
  type: string,
  resources: readonly StackResource[],
): boolean {
  const dependencies = resource.propertyDependencies[property] ?? [];
  return dependencies.length > 0 && resources.some((other) => other.type === type && dependencies.includes(other.urn));
}
