import fc from "fast-check";
import type { TestResource } from "./policy-run";

/** Small alphabets, so that documents often mean the same thing and often violate. */
const actions = fc.constantFrom(
  "*",
  "s3:GetObject",
  "iam:PassRole",
  "iam:Pass*",
  "IAM:*",
  "ec2:RunInstances",
  "iam:Put*",
);
const resources = fc.constantFrom(
  "*",
  "arn:aws:s3:::photos/*",
  "arn:aws:iam::111122223333:role/Get-pics",
  "arn:aws:iam::111122223333:role/*",
);
const principals = fc.constantFrom("*", "111122223333", "arn:aws:iam::444455556666:role/deployer");
const oneOrMore = (entry: fc.Arbitrary<string>): fc.Arbitrary<string | string[]> =>
  fc.oneof(entry, fc.array(entry, { minLength: 1, maxLength: 2 }));

const condition = fc.oneof(
  fc.record({
    operator: fc.constantFrom("StringEquals", "StringNotEquals", "StringLike", "StringEqualsIfExists"),
    key: fc.constantFrom("iam:PassedToService", "aws:PrincipalOrgID", "aws:ResourceTag/team"),
    values: oneOrMore(fc.constantFrom("ec2.amazonaws.com", "o-exampleorgid", "*", "a")),
  }),
  fc.constant(undefined),
);

const statement = (rest: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .record({ effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"), rest, condition })
    .map(({ effect, rest: elements, condition: one }) => ({
      Effect: effect,
      ...elements,
      ...(one === undefined ? {} : { Condition: { [one.operator]: { [one.key]: one.values } } }),
    }));

const document = (rest: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .array(statement(rest), { minLength: 1, maxLength: 3 })
    .map((statements) => ({ Version: "2012-10-17", Statement: statements }));

const identityDocument = document(
  fc
    .record({
      not: fc.constantFrom("", "", "", "Not"),
      actions: oneOrMore(actions),
      resources: oneOrMore(resources),
    })
    .map(({ not, actions: a, resources: r }) => ({ [`${not}Action`]: a, Resource: r })),
);

const trustDocument = document(
  fc
    .record({
      principal: fc.oneof(
        fc.constant<unknown>("*"),
        fc.record({ AWS: oneOrMore(principals) }),
        fc.record({ Service: fc.constantFrom("ec2.amazonaws.com", "lambda.amazonaws.com") }),
      ),
      action: fc.constantFrom("sts:AssumeRole", "sts:*"),
    })
    .map(({ principal, action }) => ({ Principal: principal, Action: action })),
);

const metadataOptions = fc.option(
  fc.record(
    {
      httpEndpoint: fc.constantFrom("enabled", "disabled"),
      httpTokens: fc.constantFrom("required", "optional"),
      httpPutResponseHopLimit: fc.constantFrom(1, 2),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);

const given = (properties: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));

const reference = fc.record({
  name: fc.constantFrom("template", "elsewhere"),
  version: fc.constantFrom("$Latest", "1", "2"),
});
const userData = fc.constantFrom("#!/bin/bash\nrun\n", `export KEY=${["AKIA", "QZ3M7WXN5T2LV6BD"].join("")}`);
const beanstalkOption = fc.record({
  namespace: fc.constantFrom("aws:autoscaling:launchconfiguration", "aws:ec2:instances"),
  name: fc.constantFrom("DisableIMDSv1", "InstanceType"),
  value: fc.constantFrom("true", "false"),
});

const profileArn = fc.constantFrom(
  "arn:aws:iam::111122223333:instance-profile/app",
  "arn:aws:iam::111122223333:role/app",
);
const launched = fc.record(
  {
    metadataOptions,
    userData,
    launchTemplate: reference,
    iamInstanceProfile: fc.constantFrom("app", "arn:aws:iam::1:role/app"),
  },
  { requiredKeys: [] },
);
const requireTokens = (operator: string, value: string, resource: string): object => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Action: "ec2:RunInstances",
      Resource: resource,
      Condition: { [operator]: { "ec2:MetadataHttpTokens": value } },
    },
  ],
});
const organizationPolicy = fc
  .oneof(
    fc
      .tuple(
        fc.constantFrom("StringNotEquals", "StringEquals"),
        fc.constantFrom("required", "optional"),
        fc.constantFrom("*", "arn:aws:ec2:*:*:instance/*"),
      )
      .map(([operator, value, resource]) => requireTokens(operator, value, resource)),
    fc
      .record(
        { http_tokens: fc.constantFrom("required", "optional"), http_tokens_enforced: fc.constant("enabled") },
        {
          requiredKeys: [],
        },
      )
      .map((defaults) => ({ ec2_attributes: { instance_metadata_defaults: defaults } })),
  )
  .map((content) => JSON.stringify(content));

/** Inputs of the types that start instances in other ways, or hold their identity. */
const OTHER_TYPES: Readonly<Record<string, fc.Arbitrary<Readonly<Record<string, unknown>>>>> = {
  "aws:ec2/fleet:Fleet": fc.record({
    launchTemplateConfigs: fc.array(fc.record({ launchTemplateSpecification: reference })),
  }),
  "aws:ec2/spotFleetRequest:SpotFleetRequest": fc.record(
    {
      launchSpecifications: fc.array(fc.record({ userData, iamInstanceProfileArn: profileArn }, { requiredKeys: [] }), {
        maxLength: 2,
      }),
      launchTemplateConfigs: fc.array(fc.record({ launchTemplateSpecification: reference }), { maxLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": launched,
  "aws:ec2/instance:Instance": launched,
  "aws:ec2/launchTemplate:LaunchTemplate": fc.record(
    { metadataOptions, userData, iamInstanceProfile: fc.record({ arn: profileArn }) },
    { requiredKeys: [] },
  ),
  "aws:ec2/ami:Ami": fc.record({ imdsSupport: fc.constantFrom("v2.0", "other") }, { requiredKeys: [] }),
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": fc.record(
    { httpTokens: fc.constantFrom("required", "optional") },
    { requiredKeys: [] },
  ),
  "aws:ecs/capacityProvider:CapacityProvider": fc.record({
    managedInstancesProvider: fc.record({
      instanceLaunchTemplate: fc.record({ ec2InstanceProfileArn: profileArn }),
    }),
  }),
  "aws:lightsail/instance:Instance": fc.record({ userData }),
  "aws:sagemaker/notebookInstanceLifecycleConfiguration:NotebookInstanceLifecycleConfiguration": fc.record(
    { onCreate: userData, onStart: userData },
    { requiredKeys: [] },
  ),
  "aws:organizations/policy:Policy": fc.record(
    {
      content: organizationPolicy,
      type: fc.constantFrom("SERVICE_CONTROL_POLICY", "DECLARATIVE_POLICY_EC2", "TAG_POLICY"),
    },
    { requiredKeys: ["content"] },
  ),
  "aws:cloudformation/stack:Stack": fc.record({
    templateBody: fc.constantFrom("Type: AWS::IAM::Role", "Type: AWS::SQS::Queue"),
  }),
  "aws:cloudcontrol/resource:Resource": fc.record({ typeName: fc.constantFrom("AWS::IAM::User", "AWS::SQS::Queue") }),
  "aws:iam/accessKey:AccessKey": fc.record({ user: fc.constantFrom("alice", "bob") }),
  "aws:ec2/launchConfiguration:LaunchConfiguration": fc.record({ metadataOptions, userData }, { requiredKeys: [] }),
  "aws:autoscaling/group:Group": fc.oneof(
    fc.record({ launchTemplate: reference }),
    fc.record({
      mixedInstancesPolicy: fc.record({
        launchTemplate: fc.record({
          launchTemplateSpecification: reference,
          overrides: fc.array(fc.record({ launchTemplateSpecification: reference }, { requiredKeys: [] }), {
            maxLength: 2,
          }),
        }),
      }),
    }),
  ),
  "aws:eks/nodeGroup:NodeGroup": fc.record(
    { launchTemplate: reference, amiType: fc.constantFrom("AL2_x86_64", "AL2023_x86_64_STANDARD") },
    { requiredKeys: [] },
  ),
  "aws:batch/computeEnvironment:ComputeEnvironment": fc.record({
    computeResources: fc.record(
      { type: fc.constantFrom("EC2", "FARGATE"), launchTemplate: reference, instanceRole: profileArn },
      { requiredKeys: ["type"] },
    ),
  }),
  "aws:sagemaker/notebookInstance:NotebookInstance": fc.record({
    instanceMetadataServiceConfiguration: fc.record({
      minimumInstanceMetadataServiceVersion: fc.constantFrom("1", "2"),
    }),
  }),
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": fc.record({
    instanceMetadataOptions: fc.record({ httpTokens: fc.constantFrom("required", "optional") }),
  }),
  "aws:emr/securityConfiguration:SecurityConfiguration": fc.record({
    configuration: fc.constantFrom(
      "{}",
      JSON.stringify({ InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2 } }),
    ),
  }),
  "aws:emr/cluster:Cluster": fc.record({ securityConfiguration: fc.constant("elsewhere") }, { requiredKeys: [] }),
  "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate": fc.record({
    settings: fc.array(beanstalkOption, { maxLength: 3 }),
  }),
  "aws:elasticbeanstalk/environment:Environment": fc.record(
    { settings: fc.array(beanstalkOption, { maxLength: 3 }), templateName: fc.constant("base") },
    { requiredKeys: [] },
  ),
  "aws:iam/instanceProfile:InstanceProfile": fc.record({ role: fc.constantFrom("app", "arn:aws:iam::1:role/app", "") }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": fc.record({
    policyArn: fc.constantFrom("arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
  }),
};

/** The types of resources that `program` draws. */
export const PROGRAM_TYPES: readonly string[] = [...Object.keys(OTHER_TYPES), "aws:iam/role:Role"];

const otherTypes = fc.oneof(
  ...Object.entries(OTHER_TYPES).map(([type, arbitrary]) =>
    arbitrary.map((inputs) => ({ type, name: "one", inputs: given(inputs) })),
  ),
);

/** A launch template that the resources above may use, with options that its own policy judges. */
export const launchTemplate: fc.Arbitrary<TestResource> = metadataOptions.map((options) => ({
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  name: "template",
  inputs: given({ name: "template", metadataOptions: options }),
  outputs: given({ name: "template", metadataOptions: options, latestVersion: 1, defaultVersion: 1 }),
}));

/** A program of one resource that some policy of the pack judges, compliant or violating, documents as objects. */
export const program: fc.Arbitrary<TestResource> = fc.oneof(
  otherTypes,
  metadataOptions.map((options) => ({
    type: "aws:ec2/instance:Instance",
    name: "one",
    inputs: given({ ami: "ami-0abcdef1234567890", metadataOptions: options }),
  })),
  metadataOptions.map((options) => ({
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    name: "one",
    inputs: given({ imageId: "ami-0abcdef1234567890", metadataOptions: options }),
  })),
  fc
    .record({
      type: fc.constantFrom("rolePolicy:RolePolicy", "policy:Policy", "userPolicy:UserPolicy"),
      policy: identityDocument,
    })
    .map(({ type, policy }) => ({ type: `aws:iam/${type}`, name: "one", inputs: { policy } })),
  fc
    .record({ trust: trustDocument, inline: fc.array(identityDocument, { maxLength: 2 }) })
    .map(({ trust, inline }) => ({
      type: "aws:iam/role:Role",
      name: "one",
      inputs: {
        assumeRolePolicy: trust,
        inlinePolicies: inline.map((policy, index) => ({ name: `policy-${index}`, policy })),
      },
    })),
);

/** Replaces each value, at any depth below the resource's own properties, by an unknown one where `choose` says so. */
export function makeUnknown(value: unknown, choose: () => boolean): unknown {
  if (choose()) return { $unknown: true };
  if (Array.isArray(value)) return value.map((entry) => makeUnknown(entry, choose));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, makeUnknown(entry, choose)]));
}
