import { type DocumentStatement, oneOrMany } from "../policy-statement";
import { ec2Arn, type GuardScope } from "./guard-scope";

/**
 * Passing the roles to EC2, for an instance of this account. No other form of iam:AssociatedResourceArn lets profiles be made.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
 */
export function allowPassing(scope: GuardScope): DocumentStatement {
  return {
    sid: "PassRolesToEc2",
    actions: ["iam:PassRole"],
    resources: [...scope.roles],
    conditions: {
      StringEquals: { "iam:PassedToService": oneOrMany(scope.services) },
      ArnLike: { "iam:AssociatedResourceArn": ec2Arn(scope, "instance/*") },
    },
  };
}

/**
 * Passing nothing else, whatever else the holder has. A service that does not say in iam:PassedToService who it is
 * is not refused: StringNotEquals alone would refuse those calls of EC2 too that say nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
 */
export function denyOtherPassing({ roles, services }: GuardScope): readonly DocumentStatement[] {
  return [
    { sid: "DenyOtherRoles", effect: "Deny", actions: ["iam:PassRole"], notResources: [...roles] },
    {
      sid: "DenyOtherServices",
      effect: "Deny",
      actions: ["iam:PassRole"],
      resources: ["*"],
      conditions: {
        StringNotEquals: { "iam:PassedToService": oneOrMany(services) },
        Null: { "iam:PassedToService": "false" },
      },
    },
  ];
}
