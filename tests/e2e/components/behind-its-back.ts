import { UpdateAutoScalingGroupCommand } from "@aws-sdk/client-auto-scaling";
import {
  CreateLaunchTemplateVersionCommand,
  CreateTagsCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  ModifyInstanceMetadataDefaultsCommand,
  ModifyInstanceMetadataOptionsCommand,
  ModifyLaunchTemplateCommand,
  ReplaceIamInstanceProfileAssociationCommand,
} from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";

import type { LiveAccount } from "./live-account";

/** Allows everything. */
export const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});
const ANYBODY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
});

/** The outputs of tests/e2e/fixtures/components. */
export type Outputs = Readonly<
  Record<
    | "roleName"
    | "instanceId"
    | "instanceProfileName"
    | "groupName"
    | "templateVersion"
    | "profileName"
    | "operatorName"
    | "readerName",
    string
  >
>;

/** The stack's account, that of its partner, and the instance that another team owns. */
export interface Surroundings {
  readonly here: LiveAccount;
  readonly partner: LiveAccount;
  readonly theirs: string;
}

/** The resources that the changes below concern: every component has a part in it. */
export const CHANGED = [
  "Group web",
  "Instance app",
  "InstanceMetadataDefaults defaults",
  "InstanceProfile web",
  "InstanceProfileAssociation theirs",
  "LaunchTemplate web",
  "Policy launch-rights",
  "Role app",
  "Role reader",
  "RolePoliciesExclusive app",
  "RolePolicy app-permissions",
  "RolePolicy reader-0",
  "RolePolicy session",
  "RolePolicyAttachmentsExclusive app",
];

/** Changes with other tools what every component made, so that it allows more. */
export async function changeBehindItsBack(around: Surroundings, now: Outputs): Promise<void> {
  await widenRoles(around, now);
  await swapRoles(around, now);
  await widenLaunches(around, now);
  await swapProfiles(around, now);
}

async function widenRoles({ here, partner }: Surroundings, now: Outputs): Promise<void> {
  const { iam } = here;
  const RoleName = now.roleName;
  for (const PolicyName of ["by-hand", "permissions", "session", "reader"]) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: EVERYTHING }));
  }
  const created = await iam.send(new CreatePolicyCommand({ PolicyName: "by-hand", PolicyDocument: EVERYTHING }));
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: created.Policy?.Arn }));
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: ANYBODY }));
  const { arn: PolicyArn } = await here.managedPolicy(now.operatorName, "launch-rights");
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: EVERYTHING, SetAsDefault: true }));
  const reader = { RoleName: now.readerName, PolicyDocument: ANYBODY };
  await partner.iam.send(new UpdateAssumeRolePolicyCommand(reader));
}

/** The profile gets another role inside. */
async function swapRoles({ here: { iam } }: Surroundings, { profileName, roleName }: Outputs): Promise<void> {
  const InstanceProfileName = profileName;
  await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: profileName }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: roleName }));
}

async function widenLaunches({ here }: Surroundings, now: Outputs): Promise<void> {
  const { ec2 } = here;
  const InstanceId = now.instanceId;
  const options = { HttpTokens: "optional", HttpPutResponseHopLimit: 64 } as const;
  await ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId, ...options }));
  await ec2.send(new CreateTagsCommand({ Resources: [InstanceId], Tags: [{ Key: "service", Value: "other" }] }));
  await ec2.send(new ModifyInstanceMetadataDefaultsCommand({ HttpTokens: "optional" }));
  const { id: LaunchTemplateId } = await here.pinnedTemplate(now.groupName);
  const LaunchTemplateData = { InstanceType: "t3.large", MetadataOptions: { HttpTokens: "optional" } } as const;
  await ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData }));
  await ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion: "3" }));
  const LaunchTemplate = { LaunchTemplateId, Version: "$Latest" };
  const followed = { AutoScalingGroupName: now.groupName, LaunchTemplate, MaxSize: 9 };
  await here.autoScaling.send(new UpdateAutoScalingGroupCommand(followed));
}

/** Each of the two instances gets the profile of the other. */
async function swapProfiles({ here: { ec2 }, theirs }: Surroundings, now: Outputs): Promise<void> {
  const { IamInstanceProfileAssociations: all = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({}),
  );
  const others = { [theirs]: now.instanceProfileName, [now.instanceId]: now.profileName };
  for (const { AssociationId, InstanceId = "" } of all) {
    const Name = others[InstanceId];
    if (Name === undefined) continue;
    await ec2.send(new ReplaceIamInstanceProfileAssociationCommand({ AssociationId, IamInstanceProfile: { Name } }));
  }
}
