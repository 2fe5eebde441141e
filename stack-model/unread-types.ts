import { UNKNOWN, type PlainValue } from "../ec2/plain-value";
import type { StackResource } from "./stack-resource";

/**
 * Types of CloudFormation that make what is judged here of @pulumi/aws: identities, what starts instances, what organisations
 * say of them; and those behind which others stand that a template does not show.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const JUDGED_ELSEWHERE: readonly string[] = [
  "AWS::IAM::*",
  "AWS::SSO::PermissionSet",
  "AWS::Organizations::Policy",
  "AWS::EC2::Instance",
  "AWS::EC2::LaunchTemplate",
  "AWS::EC2::EC2Fleet",
  "AWS::EC2::SpotFleet",
  "AWS::AutoScaling::AutoScalingGroup",
  "AWS::AutoScaling::LaunchConfiguration",
  "AWS::Batch::ComputeEnvironment",
  "AWS::ECS::CapacityProvider",
  "AWS::EKS::Nodegroup",
  "AWS::EMR::Cluster",
  "AWS::EMR::SecurityConfiguration",
  "AWS::ElasticBeanstalk::ConfigurationTemplate",
  "AWS::ElasticBeanstalk::Environment",
  "AWS::ImageBuilder::InfrastructureConfiguration",
  "AWS::Lightsail::Instance",
  "AWS::SageMaker::NotebookInstance",
  "AWS::SageMaker::NotebookInstanceLifecycleConfig",
  "AWS::CloudFormation::Stack",
  "AWS::CloudFormation::StackSet",
  "AWS::Serverless::*",
];

const TEMPLATES: Readonly<Record<string, readonly [body: string, url: string]>> = {
  "aws:cloudformation/stack:Stack": ["templateBody", "templateUrl"],
  "aws:cloudformation/stackSet:StackSet": ["templateBody", "templateUrl"],
};
const ELSEWHERE: Readonly<Record<string, string>> = {
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack":
    "an application of the Serverless Application Repository",
  "aws:servicecatalog/provisionedProduct:ProvisionedProduct": "a product of Service Catalog",
};
const CLOUD_CONTROL = "aws:cloudcontrol/resource:Resource";
const NATIVE = /^aws-native:(?<service>[^:/]+)(?:\/[^:]+)?:(?<name>\w+)$/;

/** Whether resources of that type may make, by another way than @pulumi/aws, what is judged here. */
export function mayBeUnread(type: string): boolean {
  return type in TEMPLATES || type in ELSEWHERE || type === CLOUD_CONTROL || NATIVE.test(type);
}

/**
 * What a resource makes that no judgement here reads, in words: identities and instances through CloudFormation, Cloud Control
 * or the provider aws-native. Undefined where it is known to make nothing of that. A template is searched for the names of types.
 */
export function unreadOf({ type, properties, inputs }: StackResource): string | undefined {
  const valueOf = (property: string): PlainValue | undefined => inputs?.[property] ?? properties[property];
  const elsewhere = ELSEWHERE[type];
  if (elsewhere !== undefined) return `it makes what ${elsewhere} says, which is not seen here`;
  const native = NATIVE.exec(type)?.groups;
  if (native !== undefined) return isJudged(`AWS::${native["service"]}::${native["name"]}`) ? ofType(type) : undefined;
  if (type === CLOUD_CONTROL) {
    const name = valueOf("typeName");
    if (typeof name !== "string") return "its `typeName` is not known at preview";
    return isJudged(name) ? ofType(`${type} \`${name}\``) : undefined;
  }
  const template = TEMPLATES[type];
  return template === undefined ? undefined : unreadOfTemplate(valueOf(template[0]), template, valueOf(template[1]));
}

function unreadOfTemplate(
  body: PlainValue | undefined,
  [property, urlProperty]: readonly [string, string],
  url: PlainValue | undefined,
): string | undefined {
  if (typeof body !== "string") {
    if (typeof url === "string" && url !== "") return `its template is at \`${urlProperty}\`, which is not read here`;
    if (body === UNKNOWN || url === UNKNOWN) return `its \`${property}\` is not known at preview`;
    return body === undefined || body === null ? undefined : `its \`${property}\` is no text`;
  }
  const types = [...new Set([...body.matchAll(/\bAWS::\w+::\w+/g)].map(([name]) => name))].filter(isJudged);
  return types.length === 0
    ? undefined
    : `its \`${property}\` makes ${types.join(", ")}, which this pack does not read there`;
}

function ofType(type: string): string {
  return `${type} is a type that this pack does not read`;
}

/** Without regard to case, since aws-native spells names in its own way. */
function isJudged(name: string): boolean {
  const lower = name.toLowerCase();
  return JUDGED_ELSEWHERE.some((known) => {
    const wanted = known.toLowerCase();
    return wanted.endsWith("*") ? lower.startsWith(wanted.slice(0, -1)) : lower === wanted;
  });
}
