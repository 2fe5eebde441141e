import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { managedPolicyArn } from "./managed-policy-plan";
import { describe, type Problem } from "./plan";
import { policyArn, policyResource } from "./policy-resource";

/** Managed policies by a name for the attachment of each: resources, ARNs, or names of AWS managed policies. */
type NamedManagedPolicies = Readonly<Record<string, pulumi.Input<string> | aws.iam.Policy>>;

/** Managed policies as the role components take them; what is listed is known at preview, and names its attachment. */
export type ManagedPoliciesArg = readonly string[] | NamedManagedPolicies;

/** What is wrong with `managedPolicies` before it is read: its shape, and listed policies whose attachments would have one name. */
export function attachmentProblems(policies: unknown): readonly Problem[] {
  if (policies !== undefined && (typeof policies !== "object" || policies === null)) {
    const expected = "a list of names and ARNs, or an object that names each attachment";
    return [{ property: "managedPolicies", message: `got ${describe(policies)}, expected ${expected}` }];
  }
  return listed(policies).flatMap((policy, index, all) => {
    const property = `managedPolicies[${index}]`;
    if (typeof policy !== "string") {
      const expected = "a name or ARN; what is made in the same program stands in an object that names each attachment";
      return [{ property, message: `got ${describe(policy)}, expected ${expected}` }];
    }
    const isFirst = all.findIndex((other) => attachmentName(other) === attachmentName(policy)) === index;
    const message = `got \`${policy}\`, the second policy named \`${attachmentName(policy)}\`, expected a record that names each attachment`;
    return isFirst ? [] : [{ property, message }];
  });
}

/** The ARNs of the managed policies, by name of the attachment. */
export function managedPolicyArns(
  policies: ManagedPoliciesArg | undefined,
  partition: pulumi.Output<string>,
): Readonly<Record<string, pulumi.Output<string>>> {
  const entries = Object.entries(namedPolicies(policies)).map(([name, policy]) => [
    name,
    pulumi.all([policyArn(policy) ?? "", partition]).apply(([arn, in_]) => managedPolicyArn(arn, in_)),
  ]);
  return Object.fromEntries(entries) as Readonly<Record<string, pulumi.Output<string>>>;
}

/** Those of the managed policies that are made in the same program, by name of the attachment. */
export function ownManagedPolicies(policies: ManagedPoliciesArg | undefined): Readonly<Record<string, aws.iam.Policy>> {
  return Object.fromEntries(
    Object.entries(namedPolicies(policies)).flatMap(([name, policy]) => {
      const resource = policyResource(policy);
      return resource === undefined ? [] : [[name, resource]];
    }),
  );
}

/** The documents of those, likewise. */
export function ownManagedDocuments(
  policies: ManagedPoliciesArg | undefined,
): Readonly<Record<string, pulumi.Output<string>>> {
  const own = Object.entries(ownManagedPolicies(policies));
  return Object.fromEntries(own.map(([name, { policy }]) => [name, policy]));
}

/** Managed policies by name of the attachment: for a listed one the name that ends its ARN. None where they are of no usable shape. */
function namedPolicies(policies: ManagedPoliciesArg | undefined): NamedManagedPolicies {
  if (Array.isArray(policies)) {
    const usable = listed(policies).filter((policy) => typeof policy === "string");
    return Object.fromEntries(usable.map((policy) => [attachmentName(policy), policy]));
  }
  return isRecord(policies) ? policies : {};
}

function isRecord(policies: unknown): policies is NamedManagedPolicies {
  return typeof policies === "object" && policies !== null;
}

function listed(policies: unknown): readonly unknown[] {
  return Array.isArray(policies) ? policies : [];
}

/** The name by which the attachment of a listed policy is told from the others. */
function attachmentName(policy: unknown): string {
  return typeof policy === "string" ? (policy.split("/").at(-1) ?? policy) : "";
}
