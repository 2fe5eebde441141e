import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeInstanceRefreshesCommand,
  StartInstanceRefreshCommand,
  UpdateAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  AssociateIamInstanceProfileCommand,
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeInstancesCommand,
  EC2Client,
  GetInstanceMetadataDefaultsCommand,
  ModifyInstanceMetadataDefaultsCommand,
  ModifyInstanceMetadataOptionsCommand,
  ReplaceIamInstanceProfileAssociationCommand,
  RunInstancesCommand,
  StopInstancesCommand,
  type RunInstancesCommandInput,
} from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, HeadBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { behaviours } from "../../../../tools/offline-aws/aws-fidelity/behaviours";
import { startAwsStandIn, type AwsStandIn } from "../../../support/aws-stand-in";

describe("offline-aws: the layer in front of moto", () => {
  let aws: AwsStandIn;
  let ec2: EC2Client;
  let iam: IAMClient;

  before(async function () {
    this.timeout(10 * 60 * 1000);
    aws = await startAwsStandIn();
    ec2 = new EC2Client(aws.clientSettings());
    iam = new IAMClient(aws.clientSettings());
  });
  after(() => aws.stop());
  beforeEach(() => aws.reset());

  /** The name and message of the error that the call fails with. */
  const refusal = async (call: Promise<unknown>): Promise<readonly [string, string]> => {
    try {
      await call;
    } catch (error) {
      return [(error as Error).name, (error as Error).message];
    }
    throw new Error("expected AWS to refuse the call");
  };
  const profile = async (name: string, withRole = true) => {
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
    if (!withRole) return;
    await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: "{}" }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
  };
  const launch = async (more: Partial<RunInstancesCommandInput> = {}) => {
    const input = { MinCount: 1, MaxCount: 1, ImageId: "ami-12345678", ...more };
    return (await ec2.send(new RunInstancesCommand(input))).Instances?.[0]?.InstanceId ?? "";
  };
  const metadataOptions = async (id: string) => {
    const { Reservations: found } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return found?.[0]?.Instances?.[0]?.MetadataOptions;
  };

  it("hands what it does not know on, objects of a bucket included", async () => {
    const s3 = new S3Client({ ...aws.clientSettings("us-east-1"), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "photos" }));
    await s3.send(new PutObjectCommand({ Bucket: "photos", Key: "a", Body: "\u0000bytes" }));
    expect((await s3.send(new HeadBucketCommand({ Bucket: "photos" }))).$metadata.httpStatusCode).to.equal(200);
  });

  it("refuses a profile that does not exist, by name and by ARN, as an invalid parameter", async () => {
    const arn = "arn:aws:iam::123456789012:instance-profile/none";
    expect(await refusal(launch({ IamInstanceProfile: { Name: "none" } }))).to.deep.equal([
      "InvalidParameterValue",
      "Value (none) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
    ]);
    const InstanceId = await launch();
    const call = new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Arn: arn } });
    expect(await refusal(ec2.send(call))).to.deep.equal([
      "InvalidParameterValue",
      `Value (${arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`,
    ]);
  });

  it("refuses a profile without a role", async () => {
    await profile("empty", false);
    expect(await refusal(launch({ IamInstanceProfile: { Name: "empty" } }))).to.deep.equal([
      "InvalidParameterValue",
      'IAM Instance Profile "arn:aws:iam::123456789012:instance-profile/empty" has no associated IAM Roles',
    ]);
  });

  it("replaces the profile of a running instance, not of a stopped one", async () => {
    await profile("one");
    await profile("two");
    const InstanceId = await launch();
    const { IamInstanceProfileAssociation: association } = await ec2.send(
      new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name: "one" } }),
    );
    const replace = (name: string, id = association?.AssociationId) =>
      ec2.send(
        new ReplaceIamInstanceProfileAssociationCommand({
          AssociationId: id,
          IamInstanceProfile: { Name: name },
        }),
      );
    const { IamInstanceProfileAssociation: next } = await replace("two");
    expect(next?.IamInstanceProfile?.Arn).to.match(/two$/);
    expect(next?.AssociationId)
      .to.match(/^iip-assoc-/)
      .and.not.to.equal(association?.AssociationId);
    const { Reservations: found } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
    expect(found?.[0]?.Instances?.[0]?.IamInstanceProfile?.Arn).to.match(/two$/);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
    expect((await refusal(replace("one", next?.AssociationId)))[0]).to.equal("IncorrectState");
  });

  it("gives an instance the metadata options of its launch template, under its own", async () => {
    await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: "web",
        LaunchTemplateData: {
          ImageId: "ami-12345678",
          MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 3 },
        },
      }),
    );
    const id = await launch({
      LaunchTemplate: { LaunchTemplateName: "web" },
      MetadataOptions: { HttpPutResponseHopLimit: 1 },
    });
    expect(await metadataOptions(id)).to.include({ HttpTokens: "required", HttpPutResponseHopLimit: 1 });
  });

  it("replaces the instances of a group in an instance refresh", async () => {
    const autoScaling = new AutoScalingClient(aws.clientSettings());
    const AutoScalingGroupName = "web";
    const LaunchTemplate = { LaunchTemplateName: "web", Version: "1" };
    const data = (InstanceType: "t3.micro" | "t3.small") => ({
      LaunchTemplateName: "web",
      LaunchTemplateData: { ImageId: "ami-12345678", InstanceType },
    });
    await ec2.send(new CreateLaunchTemplateCommand(data("t3.micro")));
    const sizes = { MinSize: 2, MaxSize: 2, AvailabilityZones: ["eu-central-1a"] };
    await autoScaling.send(new CreateAutoScalingGroupCommand({ AutoScalingGroupName, LaunchTemplate, ...sizes }));
    const running = async () => {
      const Filters = [{ Name: "instance-state-name", Values: ["running"] }];
      const { Reservations: found } = await ec2.send(new DescribeInstancesCommand({ Filters }));
      return found?.flatMap(({ Instances: instances }) => instances ?? []) ?? [];
    };
    const before = (await running()).map(({ InstanceId: id }) => id);
    await ec2.send(new CreateLaunchTemplateVersionCommand(data("t3.small")));
    const Version = "2";
    await autoScaling.send(
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, LaunchTemplate: { ...LaunchTemplate, Version } }),
    );
    expect((await running()).map(({ InstanceId: id }) => id)).to.have.members(before);
    await autoScaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName }));
    const after = await running();
    expect(after.map(({ InstanceType: type }) => type)).to.deep.equal(["t3.small", "t3.small"]);
    const { InstanceRefreshes: refreshes } = await autoScaling.send(
      new DescribeInstanceRefreshesCommand({ AutoScalingGroupName }),
    );
    expect(refreshes?.map(({ Status: status }) => status)).to.deep.equal(["Successful"]);
    expect(
      (await refusal(autoScaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName: "none" }))))[0],
    ).to.equal("ValidationError");
  });

  it("keeps the metadata options that a change does not name", async () => {
    const InstanceId = await launch({ MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 3 } });
    await ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId, HttpPutResponseHopLimit: 1 }));
    expect(await metadataOptions(InstanceId)).to.include({ HttpTokens: "required", HttpPutResponseHopLimit: 1 });
  });

  it("has defaults for the account and region, takes them back, and falls back on them at launch", async () => {
    const get = async () => (await ec2.send(new GetInstanceMetadataDefaultsCommand({}))).AccountLevel;
    expect(await get()).to.equal(undefined);
    const wanted = { HttpTokens: "required", HttpPutResponseHopLimit: 2 } as const;
    await ec2.send(new ModifyInstanceMetadataDefaultsCommand(wanted));
    expect(await get()).to.include({ ...wanted, ManagedBy: "account" });
    expect(await metadataOptions(await launch())).to.include({ HttpTokens: "required", HttpPutResponseHopLimit: 2 });
    const own = await launch({ MetadataOptions: { HttpTokens: "optional" } });
    expect(await metadataOptions(own)).to.include({ HttpTokens: "optional", HttpPutResponseHopLimit: 2 });
    const elsewhere = new EC2Client(aws.clientSettings("us-east-1"));
    expect((await elsewhere.send(new GetInstanceMetadataDefaultsCommand({}))).AccountLevel).to.equal(undefined);
    await ec2.send(
      new ModifyInstanceMetadataDefaultsCommand({ HttpTokens: "no-preference", HttpPutResponseHopLimit: -1 }),
    );
    expect(await get()).to.equal(undefined);
  });

  it("refuses a launch with IMDSv1 where the account enforces tokens", async () => {
    await ec2.send(new ModifyInstanceMetadataDefaultsCommand({ HttpTokensEnforced: "enabled" }));
    expect((await refusal(launch()))[0]).to.equal("UnsupportedOperation");
    await launch({ MetadataOptions: { HttpTokens: "required" } });
  });

  it("simulates a role's policies within its boundary, each action on each resource", async () => {
    const allow = (Action: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action, Resource: "arn:aws:s3:::photos/*" },
      });
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: "limit", PolicyDocument: allow("s3:Get*") }),
    );
    const boundary = { PermissionsBoundary: Policy?.Arn };
    await iam.send(new CreateRoleCommand({ RoleName: "pics", AssumeRolePolicyDocument: "{}", ...boundary }));
    await iam.send(new PutRolePolicyCommand({ RoleName: "pics", PolicyName: "all", PolicyDocument: allow("s3:*") }));
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: "arn:aws:iam::123456789012:role/pics",
        ActionNames: ["s3:GetObject", "s3:PutObject"],
        ResourceArns: ["arn:aws:s3:::photos/a", "arn:aws:s3:::other/a"],
      }),
    );
    expect(EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).to.deep.equal([
      "allowed",
      "implicitDeny",
      "implicitDeny",
      "implicitDeny",
    ]);
    const other = { PolicySourceArn: "arn:aws:iam::123456789012:user/a", ActionNames: ["s3:GetObject"] };
    expect((await refusal(iam.send(new SimulatePrincipalPolicyCommand(other))))[0]).to.contain("InvalidInput");
  });

  it("names AWS's page for every behaviour", () => {
    for (const { name, source } of behaviours()) expect(source, name).to.match(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});
