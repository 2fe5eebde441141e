import type { IAMClient } from "@aws-sdk/client-iam";

import { asAwsCall, AwsCallError, FOREIGN_ANSWER, undefinedOn } from "./aws-call-error";
import { settingsWithAssumedRoles } from "./assumed-roles";
import { checkedClient } from "./checked-client";
import type { AwsConnection } from "./connection";

/** Metadata options; what is absent is not set. */
export interface MetadataIdentity {
  readonly httpTokens?: string;
  readonly httpEndpoint?: string;
  readonly httpPutResponseHopLimit?: number;
}

/** An instance, as far as its identity is concerned. */
export interface InstanceIdentity {
  readonly state: string;
  /** ARN of the profile that the instance shows. */
  readonly profileArn?: string;
  readonly metadata: MetadataIdentity;
}

/** One version of a launch template, as far as the identity of its instances is concerned. */
export interface TemplateIdentity {
  readonly version: number;
  /** Name or ARN. */
  readonly profile?: string;
  readonly metadata: MetadataIdentity;
}

/** An instance profile and the names of its roles. */
export interface ProfileIdentity {
  readonly arn: string;
  readonly roleNames: readonly string[];
}

/** A role with its trust policy as JSON text. */
export interface RoleIdentity {
  readonly arn: string;
  readonly trustPolicy: string;
  readonly permissionsBoundaryArn?: string;
}

/** A policy of a role, as JSON text. */
export interface RolePolicyText {
  /** Name of an inline policy, ARN of a managed one. */
  readonly id: string;
  readonly document: string;
}

/** What AWS's own simulation says of one action on one resource. */
export type SimulatedDecision = "allowed" | "explicitDeny" | "implicitDeny";

/** Reads the identity of instances. None of its calls changes anything; every one throws AwsCallError. */
export interface IdentityReader {
  instance(instanceId: string): Promise<InstanceIdentity | undefined>;
  /** Ids of the instances of an Auto Scaling group that are not on their way out, all pages of them. */
  groupInstances(groupName: string): Promise<readonly string[]>;
  /** `version`: a number, `$Latest` or `$Default`; undefined where the account has no such template or version. */
  launchTemplate(templateId: string, version: string): Promise<TemplateIdentity | undefined>;
  profile(name: string): Promise<ProfileIdentity>;
  role(name: string): Promise<RoleIdentity>;
  /** Inline and attached policies of the role, all pages of them. */
  rolePolicies(name: string): Promise<readonly RolePolicyText[]>;
  managedPolicy(arn: string): Promise<RolePolicyText>;
  simulate(roleArn: string, action: string, resource: string): Promise<SimulatedDecision>;
}

/** Returns a reader over AWS's SDK, which is loaded now. */
export async function identityReader(connection: AwsConnection): Promise<IdentityReader> {
  const [ec2, iam] = await Promise.all([import("@aws-sdk/client-ec2"), import("@aws-sdk/client-iam")]);
  const ec2Client = checkedClient(new ec2.EC2Client(settingsWithAssumedRoles(connection, "ec2")));
  const iamClient = checkedClient(new iam.IAMClient(settingsWithAssumedRoles(connection, "iam")));
  const managedPolicy = (PolicyArn: string) => readManagedPolicy(iam, iamClient, PolicyArn);
  return {
    instance: (instanceId) => readInstance(ec2, ec2Client, instanceId),
    groupInstances: (groupName) => readGroupInstances(ec2, ec2Client, groupName),
    launchTemplate: (templateId, version) => readTemplate(ec2, ec2Client, templateId, version),
    profile: (InstanceProfileName) =>
      asAwsCall("iam:GetInstanceProfile", async () => {
        const { InstanceProfile } = await iamClient.send(new iam.GetInstanceProfileCommand({ InstanceProfileName }));
        const roleNames = (InstanceProfile?.Roles ?? []).map(({ RoleName }) => RoleName ?? "");
        return { arn: InstanceProfile?.Arn ?? "", roleNames };
      }),
    role: (RoleName) =>
      asAwsCall("iam:GetRole", async () => {
        const { Role } = await iamClient.send(new iam.GetRoleCommand({ RoleName }));
        const boundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
        return {
          arn: Role?.Arn ?? "",
          trustPolicy: decoded("iam:GetRole", Role?.AssumeRolePolicyDocument),
          ...(boundary === undefined ? {} : { permissionsBoundaryArn: boundary }),
        };
      }),
    rolePolicies: async (RoleName) => {
      const inline = await readInlinePolicies(iam, iamClient, RoleName);
      const attached: RolePolicyText[] = [];
      for (const arn of await attachedArns(iam, iamClient, RoleName)) {
        attached.push(await managedPolicy(arn));
      }
      return [...inline, ...attached];
    },
    managedPolicy,
    simulate: (PolicySourceArn, action, resource) =>
      asAwsCall("iam:SimulatePrincipalPolicy", async () => {
        const { EvaluationResults = [] } = await iamClient.send(
          new iam.SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: [action], ResourceArns: [resource] }),
        );
        const decision = EvaluationResults[0]?.EvalDecision;
        if (decision !== undefined) return decision;
        throw new AwsCallError("iam:SimulatePrincipalPolicy", FOREIGN_ANSWER, "the answer holds no decision");
      }),
  };
}

type Ec2Module = typeof import("@aws-sdk/client-ec2");
type IamModule = typeof import("@aws-sdk/client-iam");

function readInstance(
  ec2: Ec2Module,
  client: InstanceType<Ec2Module["EC2Client"]>,
  instanceId: string,
): Promise<InstanceIdentity | undefined> {
  return asAwsCall("ec2:DescribeInstances", async () => {
    // A filter finds nothing where an id would be an error.
    const Filters = [{ Name: "instance-id", Values: [instanceId] }];
    const { Reservations = [] } = await client.send(new ec2.DescribeInstancesCommand({ Filters }));
    const instance = Reservations.flatMap(({ Instances = [] }) => Instances)[0];
    if (instance === undefined) {
      return undefined;
    }
    return {
      state: instance.State?.Name ?? "unknown",
      ...(instance.IamInstanceProfile?.Arn === undefined ? {} : { profileArn: instance.IamInstanceProfile.Arn }),
      metadata: metadataOf(instance.MetadataOptions),
    };
  });
}

/** @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html */
function readGroupInstances(
  ec2: Ec2Module,
  client: InstanceType<Ec2Module["EC2Client"]>,
  groupName: string,
): Promise<readonly string[]> {
  return asAwsCall("ec2:DescribeInstances", async () => {
    const Filters = [
      { Name: "tag:aws:autoscaling:groupName", Values: [groupName] },
      { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] },
    ];
    const ids: string[] = [];
    for await (const { Reservations = [] } of ec2.paginateDescribeInstances({ client }, { Filters })) {
      ids.push(...Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId ?? "")));
    }
    return ids;
  });
}

const NO_TEMPLATE = [
  "InvalidLaunchTemplateId.NotFound",
  "InvalidLaunchTemplateId.VersionNotFound",
  "InvalidLaunchTemplateId.Malformed",
];

function readTemplate(
  ec2: Ec2Module,
  client: InstanceType<Ec2Module["EC2Client"]>,
  LaunchTemplateId: string,
  version: string,
): Promise<TemplateIdentity | undefined> {
  return undefinedOn(NO_TEMPLATE, "ec2:DescribeLaunchTemplateVersions", async () => {
    const command = new ec2.DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: [version] });
    const { LaunchTemplateVersions: [found] = [] } = await client.send(command);
    if (found === undefined) {
      return undefined;
    }
    const { IamInstanceProfile, MetadataOptions } = found.LaunchTemplateData ?? {};
    const profile = IamInstanceProfile?.Arn ?? IamInstanceProfile?.Name;
    return {
      version: found.VersionNumber ?? 0,
      ...(profile === undefined ? {} : { profile }),
      metadata: metadataOf(MetadataOptions),
    };
  });
}

function metadataOf(
  options:
    | {
        readonly HttpTokens?: string | undefined;
        readonly HttpEndpoint?: string | undefined;
        readonly HttpPutResponseHopLimit?: number | undefined;
      }
    | undefined,
): MetadataIdentity {
  const { HttpTokens, HttpEndpoint, HttpPutResponseHopLimit } = options ?? {};
  return {
    ...(HttpTokens === undefined ? {} : { httpTokens: HttpTokens }),
    ...(HttpEndpoint === undefined ? {} : { httpEndpoint: HttpEndpoint }),
    ...(HttpPutResponseHopLimit === undefined ? {} : { httpPutResponseHopLimit: HttpPutResponseHopLimit }),
  };
}

async function readInlinePolicies(iam: IamModule, client: IAMClient, RoleName: string): Promise<RolePolicyText[]> {
  const policies: RolePolicyText[] = [];
  for (const PolicyName of await inlineNames(iam, client, RoleName)) {
    const { PolicyDocument } = await asAwsCall("iam:GetRolePolicy", () =>
      client.send(new iam.GetRolePolicyCommand({ RoleName, PolicyName })),
    );
    policies.push({ id: PolicyName, document: decoded("iam:GetRolePolicy", PolicyDocument) });
  }
  return policies;
}

function inlineNames(iam: IamModule, client: IAMClient, RoleName: string): Promise<string[]> {
  return asAwsCall("iam:ListRolePolicies", async () => {
    const names: string[] = [];
    for await (const { PolicyNames = [] } of iam.paginateListRolePolicies({ client }, { RoleName })) {
      names.push(...PolicyNames);
    }
    return names;
  });
}

function attachedArns(iam: IamModule, client: IAMClient, RoleName: string): Promise<string[]> {
  return asAwsCall("iam:ListAttachedRolePolicies", async () => {
    const arns: string[] = [];
    for await (const { AttachedPolicies = [] } of iam.paginateListAttachedRolePolicies({ client }, { RoleName })) {
      arns.push(...AttachedPolicies.map(({ PolicyArn }) => PolicyArn ?? ""));
    }
    return arns;
  });
}

async function readManagedPolicy(iam: IamModule, client: IAMClient, PolicyArn: string): Promise<RolePolicyText> {
  const { Policy } = await asAwsCall("iam:GetPolicy", () => client.send(new iam.GetPolicyCommand({ PolicyArn })));
  const VersionId = Policy?.DefaultVersionId;
  const { PolicyVersion } = await asAwsCall("iam:GetPolicyVersion", () =>
    client.send(new iam.GetPolicyVersionCommand({ PolicyArn, VersionId })),
  );
  return { id: PolicyArn, document: decoded("iam:GetPolicyVersion", PolicyVersion?.Document) };
}

/** Returns a document as IAM answers with it, URL-encoded, in clear. @throws AwsCallError where it is not encoded so */
function decoded(action: string, document = ""): string {
  try {
    return decodeURIComponent(document);
  } catch {
    throw new AwsCallError(action, FOREIGN_ANSWER, "the answer holds a document that is not URL-encoded");
  }
}
