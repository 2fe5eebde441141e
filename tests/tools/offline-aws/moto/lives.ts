import type { PropertyMap } from "../../../../tools/offline-aws/property-value/property-value";

/** The trust policy of a role for EC2. */
export const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** A policy that reads one bucket. */
export const READ = {
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

/** A role. */
export const ROLE = { type: "aws:iam/role:Role", inputs: { name: "Get-pics", assumeRolePolicy: TRUST } };
/** A managed policy. */
export const POLICY = { type: "aws:iam/policy:Policy", inputs: { name: "read", policy: READ } };

const USER = { type: "aws:iam/user:User", inputs: { name: "alice" } };
const GROUP = { type: "aws:iam/group:Group", inputs: { name: "developers" } };
/** A bucket. */
export const BUCKET = { type: "aws:s3/bucket:Bucket", inputs: { bucket: "photos" } };
/** The ARN of `POLICY`. */
export const POLICY_ARN = "arn:aws:iam::123456789012:policy/read";

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

/** A life of each type that can be created. */
export const LIVES: readonly Life[] = [
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
