import * as pulumi from "@pulumi/pulumi";

/** Says whether `value` is a component of `type`, also one of another copy of this package in the same program. */
export function isComponent(value: unknown, type: string): boolean {
  return pulumi.ComponentResource.isInstance(value) && (value as { __pulumiType?: unknown }).__pulumiType === type;
}
