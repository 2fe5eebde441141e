import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  EC2Client,
  GetInstanceMetadataDefaultsCommand,
} from "@aws-sdk/client-ec2";
import {
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

import type { LiveProject } from "./aws-connection";

/** What an account of the stand-in holds, read with AWS's own SDK. Names are without the random part that Pulumi adds. */
export class LiveAccount {
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly autoScaling: AutoScalingClient;

  constructor(private readonly connection: LiveProject["connection"]) {
    this.ec2 = new EC2Client(connection);
    this.iam = new IAMClient(connection);
    this.autoScaling = new AutoScalingClient(connection);
  }

  /** Another account of the same stand-in. */
  async account(id: string): Promise<LiveAccount> {
    const { Credentials } = await new STSClient(this.connection).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${id}:role/deployer`, RoleSessionName: "test" }),
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    return new LiveAccount({ ...this.connection, credentials });
  }

  async inlinePolicies(RoleName: string): Promise<readonly string[]> {
    const { PolicyNames } = await this.iam.send(new ListRolePoliciesCommand({ RoleName }));
    return (PolicyNames ?? []).toSorted();
  }

  async attachedTo(holder: { readonly role: string } | { readonly user: string }): Promise<readonly string[]> {
    const { AttachedPolicies } =
      "role" in holder
        ? await this.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: holder.role }))
        : await this.iam.send(new ListAttachedUserPoliciesCommand({ UserName: holder.user }));
    return (AttachedPolicies ?? []).map(({ PolicyName = "" }) => PolicyName.replace(/-[0-9a-f]{7}$/, "")).toSorted();
  }

  /** The text of an inline policy. */
  async inlinePolicy(RoleName: string, PolicyName: string): Promise<string> {
    const { PolicyDocument } = await this.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    return decodeURIComponent(PolicyDocument ?? "");
  }

  /** The text of the managed policy that `user` has under `name`, in the version that is in force, and its ARN. */
  async managedPolicy(user: string, name: string): Promise<{ readonly arn: string; readonly text: string }> {
    const { AttachedPolicies } = await this.iam.send(new ListAttachedUserPoliciesCommand({ UserName: user }));
    const PolicyArn = AttachedPolicies?.find(({ PolicyName }) => PolicyName?.startsWith(`${name}-`))?.PolicyArn ?? "";
    const { Policy } = await this.iam.send(new GetPolicyCommand({ PolicyArn }));
    const VersionId = Policy?.DefaultVersionId ?? "";
    const { PolicyVersion } = await this.iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    return { arn: PolicyArn, text: decodeURIComponent(PolicyVersion?.Document ?? "") };
  }

  async trustPolicy(RoleName: string): Promise<string> {
    const { Role } = await this.iam.send(new GetRoleCommand({ RoleName }));
    return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
  }

  async profile(InstanceProfileName: string): Promise<{ readonly path?: string; readonly roles: readonly string[] }> {
    const { InstanceProfile } = await this.iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    const { Path: path = "", Roles = [] } = InstanceProfile ?? {};
    return { path, roles: Roles.map(({ RoleName = "" }) => RoleName) };
  }

  async instance(id: string) {
    const { Reservations } = await this.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return Reservations?.[0]?.Instances?.[0];
  }

  /** Name of the profile that the instance shows. */
  async profileOf(instance: string): Promise<string | undefined> {
    return (await this.instance(instance))?.IamInstanceProfile?.Arn?.split("/").at(-1);
  }

  async group(name: string) {
    const { AutoScalingGroups } = await this.autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
    );
    return AutoScalingGroups?.[0];
  }

  /** The types of the group's instances. */
  async instanceTypes(group: string): Promise<readonly (string | undefined)[]> {
    const ids = (await this.group(group))?.Instances?.map(({ InstanceId = "" }) => InstanceId) ?? [];
    return Promise.all(ids.map(async (id) => (await this.instance(id))?.InstanceType));
  }

  /** The version of the template that the group launches from. */
  async pinnedTemplate(group: string) {
    const { LaunchTemplateId = "", Version = "" } = (await this.group(group))?.LaunchTemplate ?? {};
    const { LaunchTemplateVersions } = await this.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: [Version] }),
    );
    return { id: LaunchTemplateId, version: Version, data: LaunchTemplateVersions?.[0]?.LaunchTemplateData };
  }

  async metadataDefaults() {
    return (await this.ec2.send(new GetInstanceMetadataDefaultsCommand({}))).AccountLevel ?? {};
  }
}
