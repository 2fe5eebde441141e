import type { EC2Client } from "@aws-sdk/client-ec2";
import type { IAMClient } from "@aws-sdk/client-iam";

import { asAwsCall, undefinedOn } from "./aws-call-error";
import { settingsWithAssumedRoles } from "./assumed-roles";
import { checkedClient } from "./checked-client";
import type { AwsConnection } from "./connection";

/** An instance, as far as its profile is concerned. */
export interface LiveInstance {
  readonly state: "pending" | "running" | "stopping" | "stopped" | "shutting-down" | "terminated";
  readonly profileArn?: string;
}

/** An association of a profile with an instance. */
export interface LiveAssociation {
  readonly associationId: string;
  readonly profileArn: string;
  readonly state: "associating" | "associated" | "disassociating" | "disassociated";
}

/** An instance profile of IAM. */
export interface LiveInstanceProfile {
  readonly arn: string;
  readonly name: string;
  /** ARNs of its roles: at most one. */
  readonly roleArns: readonly string[];
}

/** The calls that attach, replace and detach an instance profile; every one throws AwsCallError. */
export interface InstanceProfileCalls {
  /** `undefined` where there is no such instance in this account and region. */
  describeInstance(instanceId: string): Promise<LiveInstance | undefined>;
  describeAssociations(instanceId: string): Promise<readonly LiveAssociation[]>;
  /** `undefined` where the account has no such profile. */
  getInstanceProfile(name: string): Promise<LiveInstanceProfile | undefined>;
  associate(instanceId: string, profileArn: string): Promise<void>;
  replace(associationId: string, profileArn: string): Promise<void>;
  disassociate(associationId: string): Promise<void>;
}

/** Returns the calls over AWS's SDK, which is loaded now. Close them when done: open connections keep a process alive. */
export async function instanceProfileCalls(
  connection: AwsConnection,
): Promise<InstanceProfileCalls & { readonly close: () => void }> {
  const [ec2, iam] = await Promise.all([import("@aws-sdk/client-ec2"), import("@aws-sdk/client-iam")]);
  const ec2Client = checkedClient(new ec2.EC2Client(settingsWithAssumedRoles(connection, "ec2")));
  const iamClient = checkedClient(new iam.IAMClient(settingsWithAssumedRoles(connection, "iam")));
  return {
    ...readingCalls(ec2, ec2Client),
    ...mutatingCalls(ec2, ec2Client),
    getInstanceProfile: (name) => getInstanceProfile(iam, iamClient, name),
    close: () => {
      ec2Client.destroy();
      iamClient.destroy();
    },
  };
}

type Ec2Module = typeof import("@aws-sdk/client-ec2");
type IamModule = typeof import("@aws-sdk/client-iam");
type ReadingCalls = Pick<InstanceProfileCalls, "describeInstance" | "describeAssociations">;
type MutatingCalls = Pick<InstanceProfileCalls, "associate" | "replace" | "disassociate">;

function readingCalls(ec2: Ec2Module, client: EC2Client): ReadingCalls {
  return {
    describeInstance: (instanceId) =>
      undefinedOn(["InvalidInstanceID.NotFound"], "ec2:DescribeInstances", async () => {
        const { Reservations = [] } = await client.send(
          new ec2.DescribeInstancesCommand({ InstanceIds: [instanceId] }),
        );
        const { State, IamInstanceProfile } = Reservations.flatMap(({ Instances = [] }) => Instances)[0] ?? {};
        const profile = IamInstanceProfile?.Arn;
        return State?.Name && { state: State.Name, ...(profile === undefined ? {} : { profileArn: profile }) };
      }),
    describeAssociations: (instanceId) =>
      asAwsCall("ec2:DescribeIamInstanceProfileAssociations", async () => {
        const Filters = [{ Name: "instance-id", Values: [instanceId] }];
        const command = new ec2.DescribeIamInstanceProfileAssociationsCommand({ Filters });
        const { IamInstanceProfileAssociations = [] } = await client.send(command);
        return IamInstanceProfileAssociations.map(({ AssociationId, IamInstanceProfile, State }) => ({
          associationId: AssociationId ?? "",
          profileArn: IamInstanceProfile?.Arn ?? "",
          state: State ?? "associating",
        }));
      }),
  };
}

function mutatingCalls(ec2: Ec2Module, client: EC2Client): MutatingCalls {
  return {
    associate: (InstanceId, Arn) =>
      asAwsCall("ec2:AssociateIamInstanceProfile", async () => {
        await client.send(new ec2.AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Arn } }));
      }),
    replace: (AssociationId, Arn) =>
      asAwsCall("ec2:ReplaceIamInstanceProfileAssociation", async () => {
        const input = { AssociationId, IamInstanceProfile: { Arn } };
        await client.send(new ec2.ReplaceIamInstanceProfileAssociationCommand(input));
      }),
    disassociate: (AssociationId) =>
      asAwsCall("ec2:DisassociateIamInstanceProfile", async () => {
        await client.send(new ec2.DisassociateIamInstanceProfileCommand({ AssociationId }));
      }),
  };
}

function getInstanceProfile(
  iam: IamModule,
  client: IAMClient,
  InstanceProfileName: string,
): Promise<LiveInstanceProfile | undefined> {
  return undefinedOn(["NoSuchEntity", "NoSuchEntityException"], "iam:GetInstanceProfile", async () => {
    const { InstanceProfile } = await client.send(new iam.GetInstanceProfileCommand({ InstanceProfileName }));
    return {
      arn: InstanceProfile?.Arn ?? "",
      name: InstanceProfile?.InstanceProfileName ?? InstanceProfileName,
      roleArns: (InstanceProfile?.Roles ?? []).map(({ Arn }) => Arn ?? ""),
    };
  });
}
