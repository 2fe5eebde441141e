import { expect } from "chai";
import { runPack } from "../support/pack-run";
import { urnOf, type TestResource } from "../support/policy-run";

const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const trust = document({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });

/** Inputs as versions 4 to 6 of @pulumi/aws keep them, with the names of what the provider filled in. */
const inputs = (given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  __defaults: [],
  ...given,
});
/** A resource of such a state: the outputs of its version, with all that the service told, and inputs that are known. */
const resource = (type: string, name: string, given: object, told: object = {}): TestResource => ({
  type,
  name,
  inputs: inputs({ ...given }),
  outputs: { ...given, ...told },
});

const options = { httpEndpoint: "enabled", httpPutResponseHopLimit: 1, instanceMetadataTags: "disabled" };
const role = resource(
  "aws:iam/role:Role",
  "app",
  { name: "app", assumeRolePolicy: trust, forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  {
    arn: "arn:aws:iam::111122223333:role/app",
    inlinePolicies: [],
    managedPolicyArns: [],
    permissionsBoundary: "",
    tags: null,
  },
);
const ROLE_URN = "arn:aws:iam::111122223333:role/app";
const profile = resource("aws:iam/instanceProfile:InstanceProfile", "profile", { name: "app", role: "app", path: "/" });

/** What a resource of an older provider comes to, among others that it must not keep from being judged. */
const CASES: readonly {
  readonly name: string;
  readonly given: readonly TestResource[];
  readonly want: readonly string[];
}[] = [
  {
    name: "an instance before @pulumi/aws 4, without metadataOptions in its state",
    given: [
      resource("aws:ec2/instance:Instance", "old", { ami: "ami-1", cpuCoreCount: 2, iamInstanceProfile: "app" }),
      role,
      profile,
      role,
    ],
    want: ["ec2-instance-require-imdsv2 old"],
  },
  {
    name: "an instance with __defaults in its metadataOptions",
    given: [
      resource("aws:ec2/instance:Instance", "old", {
        ami: "ami-1",
        iamInstanceProfile: "app",
        metadataOptions: { __defaults: ["httpEndpoint"], ...options, httpTokens: "required" },
      }),
      role,
      profile,
      role,
    ],
    want: [],
  },
  {
    name: "the same with optional tokens",
    given: [
      resource("aws:ec2/instance:Instance", "old", {
        ami: "ami-1",
        iamInstanceProfile: "app",
        metadataOptions: { __defaults: ["httpEndpoint", "httpTokens"], ...options, httpTokens: "optional" },
      }),
      role,
      profile,
      role,
    ],
    want: ["ec2-instance-require-imdsv2 old"],
  },
  {
    name: "a template of version 6 with elastic inference, and a group that names it by id",
    given: [
      resource(
        "aws:ec2/launchTemplate:LaunchTemplate",
        "old",
        { name: "old", elasticGpuSpecifications: [], elasticInferenceAccelerator: null, metadataOptions: options },
        { id: "lt-1", latestVersion: 3, defaultVersion: 1 },
      ),
      resource("aws:autoscaling/group:Group", "web", { launchTemplate: { __defaults: [], id: "lt-1", version: "3" } }),
    ],
    want: ["ec2-launch-template-require-imdsv2 old"],
  },
  {
    name: "a notebook before its metadata options were there",
    given: [resource("aws:sagemaker/notebookInstance:NotebookInstance", "old", { name: "old", roleArn: ROLE_URN })],
    want: ["sagemaker-notebook-instance-require-imdsv2 old"],
  },
  {
    name: "a compute environment named as in version 6",
    given: [
      resource("aws:batch/computeEnvironment:ComputeEnvironment", "old", {
        computeEnvironmentName: "old",
        computeResources: {
          __defaults: [],
          type: "EC2",
          instanceRole: "arn:aws:iam::111122223333:instance-profile/app",
        },
      }),
    ],
    want: ["batch-compute-environment-require-imdsv2 old"],
  },
  {
    name: "a node group without an AMI type in its state",
    given: [resource("aws:eks/nodeGroup:NodeGroup", "old", { clusterName: "one", launchTemplate: null })],
    want: ["eks-node-group-require-imdsv2 old"],
  },
  {
    name: "inline policies with __defaults",
    given: [
      {
        ...role,
        inputs: {
          ...role.inputs,
          inlinePolicies: [
            { __defaults: [], name: "all", policy: document({ Effect: "Allow", Action: "*", Resource: "*" }) },
          ],
        },
        outputs: {
          ...role.outputs,
          inlinePolicies: [{ name: "all", policy: document({ Effect: "Allow", Action: "*", Resource: "*" }) }],
        },
      },
    ],
    want: ["iam-policy-disallow-admin-access app"],
  },
  {
    name: "a policy on a bucket of the former type",
    given: [
      role,
      resource(
        "aws:s3/bucketV2:BucketV2",
        "old",
        {
          bucket: "photos",
          policy: document(
            {
              Effect: "Allow",
              Principal: "*",
              Action: "s3:GetObject",
              Resource: "arn:aws:s3:::photos/*",
              Condition: { ArnLike: { "aws:PrincipalArn": `${ROLE_URN}*` } },
            },
            { Effect: "Allow", Principal: { AWS: ROLE_URN }, NotAction: "s3:Put*", Resource: "arn:aws:s3:::photos/*" },
          ),
        },
        { arn: "arn:aws:s3:::photos", id: "photos" },
      ),
    ],
    want: ["iam-document-disallow-not-elements old"],
  },
  {
    name: "a resource whose state has no properties at all",
    given: [resource("aws:iam/rolePolicy:RolePolicy", "old", {}), role],
    want: ["iam-policy-disallow-admin-access old"],
  },
];

/** A violation that every one of the stacks has beside. */
const ADMIN = resource("aws:iam/userPolicy:UserPolicy", "beside", {
  user: "somebody",
  policy: document({ Effect: "Allow", Action: "*", Resource: "*" }),
});

describe("resources of an older provider", () => {
  for (const { name, given, want } of CASES) {
    it(`${name}: is judged, and so is the rest`, () => {
      const resources = [...given, ADMIN];
      const names = new Map(resources.map((one) => [urnOf(one), one.name]));
      const told = runPack(resources).map(({ policy, urn }) => `${policy} ${names.get(urn) ?? urn}`);
      expect(told.sort()).to.deep.equal([...want, "iam-policy-disallow-admin-access beside"].sort());
    });
  }
});
