import * as pulumi from "@pulumi/pulumi";

/**
 * Says whether names that are not given follow Pulumi's default, and not the stack's own `pulumi:autonaming`.
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
 */
export function namesByDefault(): boolean {
  return new pulumi.Config("pulumi").get("autonaming") === undefined;
}
