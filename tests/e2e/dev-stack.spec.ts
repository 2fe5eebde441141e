import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  ListRolesCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";

import { evaluate, type NamedPolicy } from "../../iam";
import { policy } from "../support/policies";
import { type Moto, startMoto } from "../support/moto";
import { PulumiProject } from "../support/pulumi-project";
import { changes, expectSuccess, POLICY_PACK, updated } from "./support";

/** The dev stack with one permission more, as `ec2-identity:roles` of Pulumi.dev.yaml gives it. */
const WIDER_ROLE = {
  "Get-pics": {
    description: "Reads the objects of the bucket photos",
    statements: [
      { sid: "ListPhotos", actions: ["s3:ListBucket"], resources: ["bucket:photos"] },
      { sid: "ReadPhotos", actions: ["s3:GetObject", "s3:GetObjectTagging"], resources: ["bucket:photos/*"] },
    ],
  },
};

function document(encoded: string | undefined): { Statement: Record<string, unknown>[] } {
  return JSON.parse(decodeURIComponent(encoded ?? "null")) as { Statement: Record<string, unknown>[] };
}

describe("the dev stack, brought up against moto", function () {
  this.timeout(240_000);
  let moto: Moto;
  let project: PulumiProject;
  let iam: IAMClient;
  let ec2: EC2Client;
  let s3: S3Client;
  let roleName: string;

  before(async () => {
    moto = await startMoto();
    const connection = {
      endpoint: moto.endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
    iam = new IAMClient(connection);
    ec2 = new EC2Client(connection);
    s3 = new S3Client({ ...connection, forcePathStyle: true });
    project = await PulumiProject.create({
      folder: ".",
      copy: false,
      policyPacks: [POLICY_PACK],
      env: { AWS_ENDPOINT_URL: moto.endpoint },
    });
    expectSuccess(await project.up());
    const { roles } = (await project.outputs()) as { roles: Record<string, string> };
    roleName = roles["Get-pics"]?.split("/").at(-1) ?? "";
  });

  after(async () => {
    await project.dispose();
    await moto.stop();
  });

  async function attachedPolicy(PolicyArn: string): Promise<NamedPolicy> {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId ?? "" }),
    );
    return policy(PolicyArn, decodeURIComponent(PolicyVersion?.Document ?? ""));
  }

  it("has the role, trusted by EC2 alone, that reads one bucket and nothing else", async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
    expect(document(Role?.AssumeRolePolicyDocument).Statement).to.deep.equal([
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    const { PolicyDocument } = await iam.send(
      new GetRolePolicyCommand({ RoleName: roleName, PolicyName: "permissions" }),
    );
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    const bucket = `arn:aws:s3:::${Buckets?.[0]?.Name ?? ""}`;
    expect(document(PolicyDocument).Statement).to.deep.equal([
      { Sid: "ListPhotos", Effect: "Allow", Action: "s3:ListBucket", Resource: bucket },
      { Sid: "ReadPhotos", Effect: "Allow", Action: "s3:GetObject", Resource: `${bucket}/*` },
    ]);
  });

  it("has an instance with the profile, and the profile the role, and tokens are required", async () => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
    const [instance, ...others] = Reservations?.flatMap(({ Instances }) => Instances ?? []) ?? [];
    expect(others).to.deep.equal([]);
    expect(instance?.MetadataOptions).to.include({
      HttpTokens: "required",
      HttpEndpoint: "enabled",
      HttpPutResponseHopLimit: 1,
    });
    const profileName = instance?.IamInstanceProfile?.Arn?.split("/").at(-1);
    const { InstanceProfile } = await iam.send(
      new GetInstanceProfileCommand({ InstanceProfileName: profileName ?? "" }),
    );
    expect(InstanceProfile?.InstanceProfileName).to.equal(roleName);
    expect(InstanceProfile?.Roles?.map(({ RoleName }) => RoleName)).to.deep.equal([roleName]);
  });

  it("lets the developer pass exactly this role", async () => {
    const { deployment } = await project.stackExport();
    const user = deployment.resources?.find(({ type }) => type === "aws:iam/user:User");
    const { AttachedPolicies } = await iam.send(
      new ListAttachedUserPoliciesCommand({ UserName: (user?.["outputs"] as { name: string }).name }),
    );
    const identity = await Promise.all(
      (AttachedPolicies ?? []).map(({ PolicyArn }) => attachedPolicy(PolicyArn ?? "")),
    );
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
    const decisionOn = (resource: string): string =>
      evaluate(
        {
          principal: (user?.["outputs"] as { arn: string }).arn,
          action: "iam:PassRole",
          resource,
          context: {
            "iam:PassedToService": "ec2.amazonaws.com",
            "iam:AssociatedResourceArn": resource.replace(/:iam::(\d+):.*/, ":ec2:eu-central-1:$1:instance/i-0"),
          },
        },
        { identity },
      ).decision;
    expect(decisionOn(Role?.Arn ?? "")).to.equal("allowed");
    expect(decisionOn(`${Role?.Arn ?? ""}-other`)).to.equal("explicitDeny");
  });

  it("changes nothing when brought up again", async () => {
    const result = await project.up();
    expectSuccess(result);
    expect(Object.keys(changes(result))).to.deep.equal(["same"]);
  });

  it("shows a changed permission as an update of one policy only", async () => {
    project.setConfig({ "ec2-identity:roles": WIDER_ROLE });
    const result = await project.up();
    expectSuccess(result);
    expect(updated(result, { custom: true })).to.deep.equal(["aws:iam/rolePolicy:RolePolicy::Get-pics-permissions"]);
    expect(updated(result, { custom: false })).to.deep.equal(["ec2-identity:index:InstanceRole::Get-pics"]);
    expect(Object.keys(changes(result))).to.have.members(["same", "update"]);
  });

  it("leaves nothing when destroyed", async () => {
    expectSuccess(await project.destroy());
    const { Roles } = await iam.send(new ListRolesCommand({}));
    expect(Roles).to.deep.equal([]);
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets).to.deep.equal([]);
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
    const states = Reservations?.flatMap(({ Instances }) => Instances ?? []).map(({ State }) => State?.Name);
    expect(new Set(states)).to.deep.equal(new Set(["terminated"]));
  });
});
