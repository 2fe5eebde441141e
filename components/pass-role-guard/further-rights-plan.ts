import { type DocumentStatement, oneOrMany } from "../policy-statement";
import { ec2Arn, type GuardScope } from "./guard-scope";

/** The right to attach, replace and detach profiles of instances, with every reference an ARN. */
export interface AssociationRights {
  readonly profiles: readonly string[];
  /** Tags of the instances. @default every instance of the account */
  readonly instanceTags?: Readonly<Record<string, string>> | undefined;
}

/** The right to create and update Auto Scaling groups. */
export interface GroupRights {
  readonly names: readonly string[];
  readonly instanceRefresh?: boolean | undefined;
}

/**
 * Giving instances one of the profiles, and taking it away again.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function allowAssociation(scope: GuardScope, rights: AssociationRights): readonly DocumentStatement[] {
  const profiles = oneOrMany(rights.profiles);
  const tags = Object.entries(rights.instanceTags ?? {}).map(([key, value]) => [`ec2:ResourceTag/${key}`, value]);
  const tagged = tags.length === 0 ? {} : { StringEquals: Object.fromEntries(tags) as Record<string, string> };
  const resources = [ec2Arn(scope, "instance/*")];
  return [
    {
      sid: "AttachTheProfile",
      actions: ["ec2:AssociateIamInstanceProfile", "ec2:ReplaceIamInstanceProfileAssociation"],
      resources,
      conditions: { ArnEquals: { "ec2:NewInstanceProfile": profiles }, ...tagged },
    },
    {
      sid: "DetachTheProfile",
      actions: ["ec2:DisassociateIamInstanceProfile"],
      resources,
      conditions: { ArnEquals: { "ec2:InstanceProfile": profiles }, ...tagged },
    },
    { sid: "ReadTheProfile", actions: ["iam:GetInstanceProfile"], resources: [...rights.profiles] },
    {
      sid: "ReadAssociations",
      actions: ["ec2:DescribeIamInstanceProfileAssociations", "ec2:DescribeInstances"],
      resources: ["*"],
    },
  ];
}

/** ARNs of Auto Scaling groups by name, in any region. */
export function groupArns({ partition, accountId }: GuardScope, names: readonly string[]): string[] {
  return names.map(
    (name) => `arn:${partition}:autoscaling:*:${accountId}:autoScalingGroup:*:autoScalingGroupName/${name}`,
  );
}

/**
 * Creating and updating groups by name, from a template's version that the call names. The launch itself is allowed by
 * the right to launch: AWS tries ec2:RunInstances as the caller.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
export function allowGroups(
  scope: GuardScope,
  { names, instanceRefresh = false }: GroupRights,
): readonly DocumentStatement[] {
  const { partition, accountId } = scope;
  const resources = groupArns(scope, names);
  const pinned = { "autoscaling:LaunchTemplateVersionSpecified": "true" };
  const refreshes = ["StartInstanceRefresh", "CancelInstanceRefresh"].map((name) => `autoscaling:${name}`);
  return [
    {
      sid: "CreatePinnedGroups",
      actions: ["autoscaling:CreateAutoScalingGroup"],
      resources,
      conditions: { Bool: pinned },
    },
    {
      sid: "UpdatePinnedGroups",
      actions: ["autoscaling:UpdateAutoScalingGroup"],
      resources,
      conditions: { BoolIfExists: pinned },
    },
    {
      sid: "OperateGroups",
      actions: [
        "autoscaling:CreateOrUpdateTags",
        "autoscaling:SetDesiredCapacity",
        ...(instanceRefresh ? refreshes : []),
      ],
      resources,
    },
    {
      sid: "ReadGroups",
      actions: ["autoscaling:Describe*", "ec2:DescribeLaunchTemplates", "ec2:DescribeLaunchTemplateVersions"],
      resources: ["*"],
    },
    {
      sid: "CreateTheServiceLinkedRole",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [
        `arn:${partition}:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
      ],
      conditions: { StringEquals: { "iam:AWSServiceName": "autoscaling.amazonaws.com" } },
    },
  ];
}

/**
 * Writing versions of launch templates, by ARN, and choosing the default one.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/permissions-for-launch-templates.html
 */
export function allowTemplateVersions(templates: readonly string[]): readonly DocumentStatement[] {
  return [
    {
      sid: "WriteTemplateVersions",
      actions: ["ec2:CreateLaunchTemplateVersion", "ec2:DeleteLaunchTemplateVersions", "ec2:ModifyLaunchTemplate"],
      resources: [...templates],
    },
    {
      sid: "ReadTemplates",
      actions: ["ec2:DescribeLaunchTemplates", "ec2:DescribeLaunchTemplateVersions"],
      resources: ["*"],
    },
  ];
}
