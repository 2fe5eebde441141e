import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import type { PropertyMap } from "../../../../tools/offline-aws/property-value/property-value";
import { CREATABLE_TYPES } from "../../../../tools/offline-aws/resources/resource-handlers";
import { startAwsStandIn, type AwsStandIn } from "../../../support/aws-stand-in";
import { failure, ProviderClient } from "../support/provider-client";

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const READ = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" }],
};

const CHANGED = JSON.stringify({ ...READ, Id: "changed" });

/** One resource through its life: created, found unchanged, changed, found changed, deleted, gone. */
interface Life {
  readonly type: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
  readonly changed?: PropertyMap;
  readonly afterwards?: PropertyMap;
  readonly needs?: readonly { readonly type: string; readonly inputs: PropertyMap }[];
}

const ROLE = { type: "aws:iam/role:Role", inputs: { name: "Get-pics", assumeRolePolicy: TRUST } };
const POLICY = { type: "aws:iam/policy:Policy", inputs: { name: "read", policy: READ } };
const USER = { type: "aws:iam/user:User", inputs: { name: "alice" } };
const GROUP = { type: "aws:iam/group:Group", inputs: { name: "developers" } };
const BUCKET = { type: "aws:s3/bucket:Bucket", inputs: { bucket: "photos" } };
const POLICY_ARN = "arn:aws:iam::123456789012:policy/read";

const KEY_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*", Resource: "*" },
  ],
});
const MIXED_GROUP = {
  name: "mixed",
  minSize: 2,
  maxSize: 3,
  availabilityZones: ["eu-central-1a"],
  instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 50, instanceWarmup: "60" } },
};

function mixedInstances(...instanceTypes: string[]) {
  return {
    launchTemplate: {
      launchTemplateSpecification: { launchTemplateName: "web", version: "1" },
      overrides: instanceTypes.map((instanceType) => ({ instanceType })),
    },
    instancesDistribution: { onDemandBaseCapacity: 2, spotAllocationStrategy: "price-capacity-optimized" },
  };
}

const LIVES: readonly Life[] = [
  {
    ...ROLE,
    inputs: { ...ROLE.inputs, description: "reads", tags: { stage: "dev" }, maxSessionDuration: 7200 },
    outputs: { arn: "arn:aws:iam::123456789012:role/Get-pics", name: "Get-pics", path: "/", maxSessionDuration: 7200 },
    changed: { ...ROLE.inputs, tags: { stage: "prod", team: "web" }, maxSessionDuration: 3600 },
    afterwards: { maxSessionDuration: 3600, tagsAll: { stage: "prod", team: "web" } },
  },
  {
    ...ROLE,
    inputs: { ...ROLE.inputs, inlinePolicies: [{ name: "a", policy: JSON.stringify(READ) }] },
    outputs: { inlinePolicies: [{ name: "a", policy: JSON.stringify(READ) }], managedPolicyArns: [] },
    changed: { ...ROLE.inputs, inlinePolicies: [], managedPolicyArns: [POLICY_ARN], permissionsBoundary: POLICY_ARN },
    afterwards: { inlinePolicies: [], managedPolicyArns: [POLICY_ARN], permissionsBoundary: POLICY_ARN },
    needs: [POLICY],
  },
  {
    ...POLICY,
    outputs: { arn: POLICY_ARN, attachmentCount: 0, name: "read" },
    changed: { ...POLICY.inputs, policy: CHANGED },
    afterwards: { policy: CHANGED },
  },
  ...(["role", "user", "group"] as const).map((owner) => {
    const name = { role: "Get-pics", user: "alice", group: "developers" }[owner];
    const title = owner.charAt(0).toUpperCase() + owner.slice(1);
    return {
      type: `aws:iam/${owner}Policy:${title}Policy`,
      inputs: { name: "inline", [owner]: name, policy: READ },
      outputs: { name: "inline", [owner]: name },
      changed: { name: "inline", [owner]: name, policy: CHANGED },
      afterwards: { policy: CHANGED },
      needs: [{ role: ROLE, user: USER, group: GROUP }[owner]],
    };
  }),
  ...(["role", "user", "group"] as const).map((owner) => {
    const name = { role: "Get-pics", user: "alice", group: "developers" }[owner];
    const title = owner.charAt(0).toUpperCase() + owner.slice(1);
    const inputs = { [owner]: name, policyArn: POLICY_ARN };
    return {
      type: `aws:iam/${owner}PolicyAttachment:${title}PolicyAttachment`,
      inputs,
      outputs: inputs,
      needs: [POLICY, { role: ROLE, user: USER, group: GROUP }[owner]],
    };
  }),
  {
    type: "aws:iam/instanceProfile:InstanceProfile",
    inputs: { name: "Get-pics", role: "Get-pics" },
    outputs: { arn: "arn:aws:iam::123456789012:instance-profile/Get-pics", role: "Get-pics" },
    changed: { name: "Get-pics", role: "other", tags: { a: "b" } },
    afterwards: { role: "other", tagsAll: { a: "b" } },
    needs: [ROLE, { type: ROLE.type, inputs: { ...ROLE.inputs, name: "other" } }],
  },
  {
    ...USER,
    outputs: { arn: "arn:aws:iam::123456789012:user/alice" },
    changed: { name: "alice", tags: { a: "b" } },
    afterwards: { tagsAll: { a: "b" } },
  },
  { ...GROUP, outputs: { arn: "arn:aws:iam::123456789012:group/developers", path: "/" } },
  {
    type: "aws:iam/userGroupMembership:UserGroupMembership",
    inputs: { user: "alice", groups: ["developers"] },
    outputs: { user: "alice", groups: ["developers"] },
    needs: [USER, GROUP],
  },
  {
    ...BUCKET,
    inputs: { bucket: "photos", tags: { a: "b" } },
    outputs: { arn: "arn:aws:s3:::photos", bucketRegion: "eu-central-1", tagsAll: { a: "b" } },
    changed: { bucket: "photos" },
    afterwards: { tagsAll: {} },
  },
  {
    ...BUCKET,
    type: "aws:s3/bucketV2:BucketV2",
    outputs: { arn: "arn:aws:s3:::photos", tagsAll: {} },
    changed: { bucket: "photos", tags: { a: "b" } },
    afterwards: { tagsAll: { a: "b" } },
  },
  {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    inputs: { bucket: "photos", policy: READ },
    outputs: { bucket: "photos" },
    changed: { bucket: "photos", policy: CHANGED },
    afterwards: { policy: CHANGED },
    needs: [BUCKET],
  },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    inputs: { bucket: "photos", blockPublicAcls: true },
    outputs: { bucket: "photos", blockPublicAcls: true, blockPublicPolicy: false },
    changed: { bucket: "photos", blockPublicPolicy: true },
    afterwards: { blockPublicAcls: false, blockPublicPolicy: true },
    needs: [BUCKET],
  },
  {
    type: "aws:ec2/securityGroup:SecurityGroup",
    inputs: { name: "web", ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] },
    outputs: { name: "web", description: "Managed by Pulumi", egress: [] },
    changed: { name: "web", ingress: [], tags: { a: "b" } },
    afterwards: { ingress: [], tagsAll: { a: "b" } },
  },
  {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    inputs: {
      name: "web",
      imageId: "ami-12345678",
      metadataOptions: { httpTokens: "required", httpEndpoint: "enabled" },
      tags: { a: "b" },
      tagSpecifications: [{ resourceType: "instance", tags: { a: "b" } }],
    },
    outputs: { name: "web", latestVersion: 1, defaultVersion: 1, imageId: "ami-12345678" },
    changed: { name: "web", imageId: "ami-87654321", updateDefaultVersion: true },
    afterwards: { latestVersion: 2, defaultVersion: 2, imageId: "ami-87654321" },
  },
  {
    type: "aws:autoscaling/group:Group",
    inputs: {
      name: "web",
      minSize: 0,
      maxSize: 1,
      availabilityZones: ["eu-central-1a"],
      launchTemplate: { name: "web", version: "1" },
      tags: [{ key: "a", value: "b", propagateAtLaunch: true }],
    },
    outputs: { name: "web", minSize: 0, maxSize: 1, desiredCapacity: 0, healthCheckGracePeriod: 300 },
    changed: {
      name: "web",
      minSize: 0,
      maxSize: 2,
      availabilityZones: ["eu-central-1a"],
      launchTemplate: { name: "web", version: "1" },
    },
    afterwards: { maxSize: 2 },
    needs: [{ type: "aws:ec2/launchTemplate:LaunchTemplate", inputs: { name: "web", imageId: "ami-12345678" } }],
  },
  {
    type: "aws:autoscaling/group:Group",
    inputs: { ...MIXED_GROUP, mixedInstancesPolicy: mixedInstances("t3.micro", "t3a.micro") },
    outputs: { name: "mixed", desiredCapacity: 2 },
    changed: { ...MIXED_GROUP, mixedInstancesPolicy: mixedInstances("t3.small") },
    afterwards: { desiredCapacity: 2, instanceRefresh: MIXED_GROUP.instanceRefresh },
    needs: [
      {
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        inputs: { name: "web", imageId: "ami-12345678", instanceType: "t3.micro" },
      },
    ],
  },
  {
    type: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
    inputs: { httpTokens: "required", httpEndpoint: "enabled", httpPutResponseHopLimit: 1 },
    outputs: { httpTokens: "required", httpPutResponseHopLimit: 1, instanceMetadataTags: "no-preference" },
    changed: { httpTokens: "required", httpEndpoint: "enabled", httpPutResponseHopLimit: 2 },
    afterwards: { httpTokens: "required", httpPutResponseHopLimit: 2 },
  },
  {
    type: "aws:kms/key:Key",
    inputs: { description: "data", enableKeyRotation: true, tags: { a: "b" } },
    outputs: { description: "data", enableKeyRotation: true, isEnabled: true, multiRegion: false, tagsAll: { a: "b" } },
    changed: { description: "the data", isEnabled: false, policy: KEY_POLICY },
    afterwards: {
      description: "the data",
      isEnabled: false,
      enableKeyRotation: false,
      policy: KEY_POLICY,
      tagsAll: {},
    },
  },
  {
    type: "aws:sqs/queue:Queue",
    inputs: { name: "jobs", visibilityTimeoutSeconds: 60, policy: JSON.stringify(READ), tags: { a: "b" } },
    outputs: {
      arn: "arn:aws:sqs:eu-central-1:123456789012:jobs",
      visibilityTimeoutSeconds: 60,
      fifoQueue: false,
      tagsAll: { a: "b" },
    },
    changed: { name: "jobs", delaySeconds: 5 },
    afterwards: { visibilityTimeoutSeconds: 30, delaySeconds: 5, tagsAll: {} },
  },
  {
    type: "aws:sqs/queue:Queue",
    inputs: { name: "jobs.fifo", fifoQueue: true, contentBasedDeduplication: true },
    outputs: { name: "jobs.fifo", fifoQueue: true, contentBasedDeduplication: true },
  },
  {
    type: "aws:secretsmanager/secret:Secret",
    inputs: { name: "my-app/key", description: "a key", tags: { a: "b" } },
    outputs: { name: "my-app/key", description: "a key", recoveryWindowInDays: 30, tagsAll: { a: "b" } },
    changed: { name: "my-app/key", description: "the key", recoveryWindowInDays: 0 },
    afterwards: { description: "the key", tagsAll: {} },
  },
  {
    type: "aws:ssm/parameter:Parameter",
    inputs: { name: "/app/level", type: "String", value: "info", tags: { a: "b" } },
    outputs: { name: "/app/level", type: "String", insecureValue: "info", version: 1, tagsAll: { a: "b" } },
    changed: { name: "/app/level", type: "String", value: "debug" },
    afterwards: { insecureValue: "debug", version: 2, tagsAll: {} },
  },
  {
    type: "aws:ec2/instance:Instance",
    inputs: {
      ami: "ami-12345678",
      instanceType: "t3.micro",
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true },
      iamInstanceProfile: "Get-pics",
      tags: { Name: "pics" },
    },
    outputs: { instanceState: "running", iamInstanceProfile: "Get-pics", tagsAll: { Name: "pics" } },
    changed: {
      ami: "ami-12345678",
      instanceType: "t3.micro",
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 },
      rootBlockDevice: { encrypted: true },
      tags: { Name: "photos" },
    },
    afterwards: { iamInstanceProfile: "Get-pics", tagsAll: { Name: "photos" } },
    needs: [ROLE, { type: "aws:iam/instanceProfile:InstanceProfile", inputs: { name: "Get-pics", role: "Get-pics" } }],
  },
  {
    type: "aws:ec2/instance:Instance",
    inputs: { ami: "ami-12345678", iamInstanceProfile: "Get-pics" },
    outputs: { iamInstanceProfile: "Get-pics" },
    changed: { ami: "ami-12345678", iamInstanceProfile: "other" },
    afterwards: { iamInstanceProfile: "other" },
    needs: [
      ROLE,
      { type: ROLE.type, inputs: { ...ROLE.inputs, name: "other" } },
      { type: "aws:iam/instanceProfile:InstanceProfile", inputs: { name: "Get-pics", role: "Get-pics" } },
      { type: "aws:iam/instanceProfile:InstanceProfile", inputs: { name: "other", role: "other" } },
    ],
  },
];

/** Relies on the layer in front of moto where an instance gets another profile. */
describe("offline-aws: resources on moto", () => {
  let moto: AwsStandIn;
  let provider: ProviderClient;

  before(async function () {
    this.timeout(10 * 60 * 1000);
    moto = await startAwsStandIn();
    provider = await ProviderClient.start({ AWS_ENDPOINT_URL: moto.endpoint });
    await provider.configure({ region: "eu-central-1" });
  });
  after(async () => {
    provider.stop();
    await moto.stop();
  });
  beforeEach(() => moto.reset());

  const create = async (type: string, news: PropertyMap) => {
    const { inputs, failures } = await provider.check(type, news);
    expect(failures).to.deep.equal([]);
    return { inputs, ...(await provider.create(type, inputs)) };
  };
  const unchanged = async (type: string, id: string, resource: { inputs: PropertyMap; outputs: PropertyMap }) => {
    const found = await provider.read(type, id, resource);
    expect(found.id).to.equal(id);
    const diff = await provider.diff(type, resource.inputs, found.inputs);
    expect(diff.getDiffsList(), "drift right after the call").to.deep.equal([]);
    return found;
  };

  for (const [index, life] of LIVES.entries()) {
    it(`takes ${life.type} through its life (${index})`, async () => {
      for (const { type, inputs } of life.needs ?? []) await create(type, inputs);
      const made = await create(life.type, life.inputs);
      expect(made.outputs).to.deep.include({ ...life.outputs, id: made.id });
      await unchanged(life.type, made.id, made);
      let last = { inputs: made.inputs, outputs: made.outputs };
      if (life.changed !== undefined) {
        const { inputs: news } = await provider.check(life.type, life.changed, { olds: made.inputs });
        const olds = { oldInputs: made.inputs, olds: made.outputs };
        last = { inputs: news, outputs: await provider.update(life.type, made.id, { news, ...olds }) };
        expect(last.outputs).to.deep.include(life.afterwards ?? {});
        await unchanged(life.type, made.id, last);
      }
      await provider.delete(life.type, made.id, last);
      expect((await provider.read(life.type, made.id, last)).id).to.equal("");
      await provider.delete(life.type, made.id, last);
    });
  }

  it("takes every other policy from a role, and leaves the role its policies when it goes", async () => {
    const names = "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive";
    const arns = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive";
    const inlinePolicies = ["a", "b"].map((name) => ({ name, policy: JSON.stringify(READ) }));
    await create(POLICY.type, POLICY.inputs);
    await create(ROLE.type, { ...ROLE.inputs, inlinePolicies });
    const inline = await create(names, { roleName: "Get-pics", policyNames: ["a"] });
    const managed = await create(arns, { roleName: "Get-pics", policyArns: [POLICY_ARN] });
    await unchanged(names, inline.id, inline);
    await unchanged(arns, managed.id, managed);
    const { outputs: role } = await provider.read(ROLE.type, "Get-pics");
    expect(role["inlinePolicies"]).to.deep.equal([{ name: "a", policy: JSON.stringify(READ) }]);
    expect(role["managedPolicyArns"]).to.deep.equal([POLICY_ARN]);
    const olds = { oldInputs: managed.inputs, olds: managed.outputs };
    await provider.update(arns, managed.id, { news: { roleName: "Get-pics", policyArns: [] }, ...olds });
    await provider.delete(names, inline.id, inline);
    const { outputs: after } = await provider.read(ROLE.type, "Get-pics");
    expect(after["managedPolicyArns"]).to.deep.equal([]);
    expect(after["inlinePolicies"]).to.have.length(1);
  });

  it("covers every type that can be created", () => {
    const exclusive = CREATABLE_TYPES.filter((type) => type.endsWith("Exclusive"));
    const tested = new Set([...LIVES.map(({ type }) => type), ...exclusive]);
    expect([...tested]).to.have.members([...CREATABLE_TYPES]);
  });

  it("refuses inputs that it would drop", async () => {
    const hidden = { ami: "ami-12345678", cpuOptions: { coreCount: 2 } };
    expect(await failure(create("aws:ec2/instance:Instance", hidden))).to.contain("does not apply `cpuOptions`");
    expect(await failure(create(BUCKET.type, { ...BUCKET.inputs, acl: "private" }))).to.contain("`acl`");
  });

  it("creates what the AWS SDK then sees", async () => {
    const sdk = {
      endpoint: moto.endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "offline", secretAccessKey: "offline" },
    };
    await create(ROLE.type, ROLE.inputs);
    const { Role: role } = await new IAMClient(sdk).send(new GetRoleCommand({ RoleName: "Get-pics" }));
    expect(JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ""))).to.deep.equal(TRUST);
    await create("aws:ec2/instance:Instance", { ami: "ami-12345678", metadataOptions: { httpTokens: "required" } });
    const { Reservations: found } = await new EC2Client(sdk).send(new DescribeInstancesCommand({}));
    expect(found?.[0]?.Instances?.[0]?.MetadataOptions).to.include({ HttpTokens: "required", HttpEndpoint: "enabled" });
  });

  it("finds drift on refresh", async () => {
    const made = await create(ROLE.type, { ...ROLE.inputs, tags: { stage: "dev" } });
    const olds = { oldInputs: made.inputs, olds: made.outputs };
    const news = { ...made.inputs, description: "other", tags: { stage: "prod" }, tagsAll: { stage: "prod" } };
    await provider.update(ROLE.type, made.id, { news, ...olds });
    const found = await provider.read(ROLE.type, made.id, made);
    expect(found.inputs["tags"]).to.deep.equal({ stage: "prod" });
    expect(found.outputs["description"]).to.equal("other");
  });

  it("launches an instance into a subnet that a look-up found", async () => {
    const { ids } = await provider.invoke("aws:ec2/getSubnets:getSubnets", {
      filters: [{ name: "default-for-az", values: ["true"] }],
    });
    const subnetId = (ids as string[])[0] ?? "";
    const subnet = await provider.invoke("aws:ec2/getSubnet:getSubnet", { id: subnetId });
    const group = await provider.invoke("aws:ec2/getSecurityGroup:getSecurityGroup", { name: "default" });
    const vpc = await provider.invoke("aws:ec2/getVpc:getVpc", { default: true });
    const vpcSecurityGroupIds = [group["id"] ?? null];
    const inputs = { ami: "ami-12345678", subnetId, vpcSecurityGroupIds, associatePublicIpAddress: false };
    const made = await create("aws:ec2/instance:Instance", inputs);
    expect(made.outputs).to.deep.include({ subnetId, vpcSecurityGroupIds, publicIp: "" });
    expect(subnet["vpcId"]).to.equal(vpc["id"]);
    await unchanged("aws:ec2/instance:Instance", made.id, made);
  });

  it("imports a resource by its id", async () => {
    await create(ROLE.type, ROLE.inputs);
    const found = await provider.read(ROLE.type, "Get-pics");
    expect(found.inputs).to.include({ name: "Get-pics", path: "/" });
    expect(found.inputs).to.not.have.property("arn");
    const made = await create("aws:ec2/instance:Instance", { ami: "ami-12345678" });
    const instance = await provider.read("aws:ec2/instance:Instance", made.id);
    expect(instance.inputs).to.include({ ami: "ami-12345678", sourceDestCheck: true });
    expect(instance.inputs).to.not.have.any.keys("hibernation", "ebsOptimized", "keyName", "arn");
  });

  it("says how to start a server where none is, or where another answers", async () => {
    const page = createServer((_request, response) => response.end("<html><body>hello</body></html>"));
    await new Promise<void>((resolve) => page.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
    const other = await ProviderClient.start({ AWS_ENDPOINT_URL: address });
    const foreign = await failure(other.create(ROLE.type, ROLE.inputs));
    other.stop();
    page.close();
    expect(foreign).to.contain(`\`${address}\` does not answer as AWS does`).and.contain("moto_server");
    const nowhere = await ProviderClient.start({ AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
    const without = await ProviderClient.start();
    const refused = await failure(nowhere.create(ROLE.type, ROLE.inputs));
    const missing = await failure(without.create(ROLE.type, ROLE.inputs));
    nowhere.stop();
    without.stop();
    expect(refused)
      .to.contain("got no answer from AWS's stand-in: `http://127.0.0.1:9` is not reachable")
      .and.contain("moto_server");
    expect(missing).to.contain("has no server to create resources on").and.contain("AWS_ENDPOINT_URL");
  });
});
