import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { arnFormOf } from "./arn-forms";
import { arnOf, type ArnResource } from "./arn-of";

/** The managed policy of the same program that `given` is, or whose `arn` it is; undefined for any other value. */
export function policyResource(given: unknown): aws.iam.Policy | undefined {
  return resourceGiven(given, (value) => aws.iam.Policy.isInstance(value), "arn");
}

/** The ARN of a policy, known at first preview where the policy is made in the same program. */
export function policyArn(policy: pulumi.Input<string> | aws.iam.Policy | undefined): pulumi.Input<string> | undefined {
  if (aws.iam.Policy.isInstance(policy)) return arnOf(policy);
  const resource = policyResource(policy);
  return resource === undefined ? policy : arnOf(resource);
}

/** The document of a policy that is made in the same program; undefined for any other. */
export function documentOf(
  policy: pulumi.Input<string> | aws.iam.Policy | undefined,
): pulumi.Output<string> | undefined {
  return policyResource(policy)?.policy;
}

/** The role of the same program that `given` is, or whose `name`, `id` or `arn` it is. */
export function roleResource(given: unknown): aws.iam.Role | undefined {
  return resourceGiven(given, (value) => aws.iam.Role.isInstance(value), "name", "id", "arn");
}

/**
 * Returns `given`; where it is the `arn` of a resource of the same program whose ARN is made of names, in a form that is
 * known at first preview. What the program made from such an `arn` is not found.
 */
export function knownArn(given: pulumi.Input<string>): pulumi.Input<string> {
  const isMadeOfNames = (value: unknown): value is ArnResource =>
    pulumi.Resource.isInstance(value) && arnFormOf(value) !== undefined;
  const resource = pulumi.Output.isInstance(given) ? resourceGiven(given, isMadeOfNames, "arn") : undefined;
  return resource === undefined ? given : arnOf(resource);
}

function resourceGiven<T extends pulumi.Resource>(
  given: unknown,
  isInstance: (value: unknown) => value is T,
  ...properties: readonly (keyof T)[]
): T | undefined {
  if (isInstance(given)) return given;
  if (!pulumi.Output.isInstance(given)) return undefined;
  const output = given as unknown as { resources(): ReadonlySet<pulumi.Resource> };
  return [...output.resources()]
    .filter(isInstance)
    .find((resource) => properties.some((property) => resource[property] === given));
}
