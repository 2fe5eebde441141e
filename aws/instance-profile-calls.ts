import { asAwsCall, AwsCallError } from "./aws-call-error";
import { settingsWithAssumedRoles } from "./assumed-roles";
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
  const ec2Client = new ec2.EC2Client(settingsWithAssumedRoles(connection, "ec2"));
  const iamClient = new iam.IAMClient(settingsWithAssumedRoles(connection, "iam"));
  return {
    describeInstance: (instanceId) =>
      absentOn("InvalidInstanceID.NotFound", "ec2:DescribeInstances", async () => {
        const command = new ec2.DescribeInstancesCommand({ InstanceIds: [instanceId] });
        const { Reservations = [] } = await ec2Client.send(command);
        const instance = Reservations.flatMap(({ Instances = [] }) => Instances)[0];
        return instance?.State?.Name === undefined
          ? undefined
          : {
              state: instance.State.Name,
              ...(instance.IamInstanceProfile?.Arn === undefined
                ? {}
                : { profileArn: instance.IamInstanceProfile.Arn }),
            };
      }),
    describeAssociations: (instanceId) =>
      asAwsCall("ec2:DescribeIamInstanceProfileAssociations", async () => {
        const Filters = [{ Name: "instance-id", Values: [instanceId] }];
        const command = new ec2.DescribeIamInstanceProfileAssociationsCommand({ Filters });
        const { IamInstanceProfileAssociations = [] } = await ec2Client.send(command);
        return IamInstanceProfileAssociations.map(({ AssociationId, IamInstanceProfile, State }) => ({
          associationId: AssociationId ?? "",
          profileArn: IamInstanceProfile?.Arn ?? "",
          state: State ?? "associating",
        }));
      }),
    getInstanceProfile: (InstanceProfileName) =>
      absentOn("NoSuchEntity", "iam:GetInstanceProfile", async () => {
        const { InstanceProfile } = await iamClient.send(new iam.GetInstanceProfileCommand({ InstanceProfileName }));
        return {
          arn: InstanceProfile?.Arn ?? "",
          name: InstanceProfile?.InstanceProfileName ?? InstanceProfileName,
          roleArns: (InstanceProfile?.Roles ?? []).map(({ Arn }) => Arn ?? ""),
        };
      }),
    associate: (InstanceId, Arn) =>
      asAwsCall("ec2:AssociateIamInstanceProfile", async () => {
        await ec2Client.send(new ec2.AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Arn } }));
      }),
    replace: (AssociationId, Arn) =>
      asAwsCall("ec2:ReplaceIamInstanceProfileAssociation", async () => {
        const IamInstanceProfile = { Arn };
        await ec2Client.send(
          new ec2.ReplaceIamInstanceProfileAssociationCommand({ AssociationId, IamInstanceProfile }),
        );
      }),
    disassociate: (AssociationId) =>
      asAwsCall("ec2:DisassociateIamInstanceProfile", async () => {
        await ec2Client.send(new ec2.DisassociateIamInstanceProfileCommand({ AssociationId }));
      }),
    close: () => {
      ec2Client.destroy();
      iamClient.destroy();
    },
  };
}

/** Runs a call for which `code` means that there is no such thing. */
async function absentOn<T>(code: string, action: string, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await asAwsCall(action, run);
  } catch (error) {
    if (error instanceof AwsCallError && (error.code === code || error.code === `${code}Exception`)) {
      return undefined;
    }
    throw error;
  }
}
