import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { arnOf } from "../arn-of";
import { InstanceRole } from "../instance-role";

/** Who assumes a role of another account: a role or user of this program, or an ARN. */
export type TrustedPrincipal = InstanceRole | aws.iam.Role | aws.iam.User | pulumi.Input<string>;

/** Returns the ARN of a principal, known at first preview where its name is. */
export function principalArn(principal: TrustedPrincipal): pulumi.Input<string> {
  if (InstanceRole.isInstance(principal)) {
    return principal.arn;
  }
  return aws.iam.Role.isInstance(principal) || aws.iam.User.isInstance(principal) ? arnOf(principal) : principal;
}

/** Returns the ARNs of principals; what a program in JavaScript gives instead of a list stays as it is, to be refused. */
export function principalArns(principals: readonly TrustedPrincipal[] | undefined): readonly pulumi.Input<string>[] {
  return Array.isArray(principals)
    ? principals.map(principalArn)
    : ((principals as readonly never[] | undefined) ?? []);
}
