/** How the name of a resource is made from its logical name. */
export interface AutoNameRule {
  /** The property that holds the name. */
  readonly property: string;
  /** The longest name that AWS takes, in characters. */
  readonly maxLength: number;
  readonly lowerCase?: boolean;
  /** Properties that make the provider name the resource itself. */
  readonly unless: readonly string[];
  /** What every such name begins with. */
  readonly prefix?: string;
  /** What the name ends with if the property of the same entry is true. */
  readonly suffixIf?: { readonly property: string; readonly suffix: string };
}

const named = (maxLength: number): AutoNameRule => ({ property: "name", maxLength, unless: ["namePrefix"] });
const under = (property: string, maxLength: number): AutoNameRule => ({ property, maxLength, unless: [] });
const BUCKET: AutoNameRule = { property: "bucket", maxLength: 63, lowerCase: true, unless: ["bucketPrefix"] };
const fifo = (property: string): AutoNameRule["suffixIf"] & object => ({ property, suffix: ".fifo" });

/**
 * The rules that differ from `name`, at most 255 characters.
 *
 * @see https://github.com/pulumi/pulumi-aws/blob/master/provider/resources.go
 */
const RULES: Readonly<Record<string, AutoNameRule>> = {
  "aws:iam/role:Role": named(64),
  "aws:s3/bucket:Bucket": BUCKET,
  "aws:s3/bucketV2:BucketV2": BUCKET,
  "aws:lambda/function:Function": named(64),
  "aws:lambda/permission:Permission": { ...under("statementId", 100), unless: ["statementIdPrefix"] },
  "aws:kms/alias:Alias": { ...named(238), prefix: "alias/" },
  "aws:sqs/queue:Queue": { ...named(80), suffixIf: fifo("fifoQueue") },
  "aws:sns/topic:Topic": { ...named(255), suffixIf: fifo("fifoTopic") },
  "aws:lb/targetGroup:TargetGroup": named(32),
  "aws:lb/loadBalancer:LoadBalancer": named(32),
  "aws:cloudwatch/eventRule:EventRule": named(64),
  "aws:cloudwatch/eventTarget:EventTarget": under("targetId", 64),
  "aws:efs/fileSystem:FileSystem": under("creationToken", 255),
  "aws:eks/nodeGroup:NodeGroup": { ...under("nodeGroupName", 255), unless: ["nodeGroupNamePrefix"] },
  "aws:eks/fargateProfile:FargateProfile": under("fargateProfileName", 255),
  "aws:opensearch/domain:Domain": under("domainName", 255),
  "aws:mq/broker:Broker": under("brokerName", 55),
  "aws:rds/instance:Instance": { ...under("identifier", 255), unless: ["identifierPrefix"] },
};

/** Types whose `name` is no name of their own. */
const NEVER_NAMED: ReadonlySet<string> = new Set(["aws:route53/record:Record"]);

/**
 * The rule that names resources of the type; `undefined` if it has no name, or one that must be given.
 *
 * Exact for the types in the table; elsewhere it may name a type that the provider names with a shorter limit.
 */
export function autoNameRule(
  typeToken: string,
  schema: { readonly inputs: readonly string[]; readonly required?: readonly string[] },
): AutoNameRule | undefined {
  const rule = RULES[typeToken];
  if (rule !== undefined) return rule;
  const mayBeNamed = schema.inputs.includes("name") && !(schema.required ?? []).includes("name");
  return mayBeNamed && !NEVER_NAMED.has(typeToken) ? named(255) : undefined;
}
