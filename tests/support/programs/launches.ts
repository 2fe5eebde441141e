import fc from "fast-check";

const hopLimit = fc.constantFrom(1, 2, 3);

/** Metadata options of an instance or a template. */
export const metadataOptions = fc.option(
  fc.record(
    {
      httpEndpoint: fc.constantFrom("enabled", "disabled"),
      httpTokens: fc.constantFrom("required", "optional"),
      httpPutResponseHopLimit: hopLimit,
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);

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

const template = fc.record({ templateBody: fc.constantFrom("Type: AWS::IAM::Role", "Type: AWS::SQS::Queue") });

/** Inputs of the types that start instances, hold their identity or say what the organisation requires. */
export const LAUNCH_INPUTS: Readonly<Record<string, fc.Arbitrary<Readonly<Record<string, unknown>>>>> = {
  "aws:ec2/fleet:Fleet": fc.record({
    launchTemplateConfigs: fc.array(fc.record({ launchTemplateSpecification: reference })),
  }),
  // The provider takes one of the two alone.
  "aws:ec2/spotFleetRequest:SpotFleetRequest": fc.oneof(
    fc.record({
      launchSpecifications: fc.array(fc.record({ userData, iamInstanceProfileArn: profileArn }, { requiredKeys: [] }), {
        maxLength: 2,
      }),
    }),
    fc.record({
      launchTemplateConfigs: fc.array(fc.record({ launchTemplateSpecification: reference }), { maxLength: 1 }),
    }),
  ),
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": launched,
  "aws:ec2/instance:Instance": launched,
  "aws:ec2/launchTemplate:LaunchTemplate": fc.record(
    { metadataOptions, userData, iamInstanceProfile: fc.record({ arn: profileArn }) },
    { requiredKeys: [] },
  ),
  "aws:ec2/ami:Ami": fc.record({ imdsSupport: fc.constantFrom("v2.0", "other") }, { requiredKeys: [] }),
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": fc.record(
    { httpTokens: fc.constantFrom("required", "optional"), httpPutResponseHopLimit: hopLimit },
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
  "aws:organizations/policy:Policy": fc.oneof(
    fc.record(
      { content: organizationPolicy, type: fc.constantFrom("SERVICE_CONTROL_POLICY", "DECLARATIVE_POLICY_EC2") },
      { requiredKeys: ["content"] },
    ),
    fc.record({ content: fc.constant('{"tags":{}}'), type: fc.constant("TAG_POLICY") }),
  ),
  "aws:cloudformation/stack:Stack": template,
  "aws:cloudformation/stackSet:StackSet": template,
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack": fc.record({ applicationId: fc.constant("app") }),
  "aws:servicecatalog/provisionedProduct:ProvisionedProduct": fc.record({ productName: fc.constant("web") }),
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
    instanceMetadataOptions: fc.record({
      httpTokens: fc.constantFrom("required", "optional"),
      httpPutResponseHopLimit: hopLimit,
    }),
  }),
  "aws:emr/securityConfiguration:SecurityConfiguration": fc.record({
    configuration: fc.constantFrom(
      "{}",
      ...[1, 3].map((limit) =>
        JSON.stringify({
          InstanceMetadataServiceConfiguration: {
            MinimumInstanceMetadataServiceVersion: 2,
            HttpPutResponseHopLimit: limit,
          },
        }),
      ),
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
};
