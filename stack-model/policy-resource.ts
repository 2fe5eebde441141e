import { globMatcher, symbolPlaceholder, type PolicySymbol, type Statement } from "../iam";
import type { StackIndex } from "./stack-index";
import { labelOf, type StackResource } from "./stack-resource";

/** The resource that a resource-based policy stands on, by which its statements are limited. */
export interface PolicyResource {
  /** What of the ARN is not known. */
  readonly symbols: readonly PolicySymbol[];
  /** The Resource or NotResource of a statement, as far as they are that resource. */
  readonly within: (statement: Statement) => Pick<Statement, "resources" | "notResources" | "standsOn">;
}

/** Where a resource type says which resource its policy stands on, what that resource is, and how its ARNs look. */
interface Attachment {
  readonly arnPattern: string;
  /** The property with the ARN, id, URL or name of the resource; absent where the policy stands on the resource itself. */
  readonly property?: string;
  readonly types?: readonly string[];
  /** What follows the ARN of what is in the resource. */
  readonly inside?: string;
}

/** Buckets, and those of former versions of @pulumi/aws, which are still there. */
const BUCKET_TYPES = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
const BUCKET = { arnPattern: "arn:*:s3:::?*", inside: "/*" };
const QUEUE = { arnPattern: "arn:*:sqs:*:*:?*" };
const TOPIC = { arnPattern: "arn:*:sns:*:*:?*" };
const KEY = { arnPattern: "arn:*:kms:*:*:key/?*" };
const SECRET = { arnPattern: "arn:*:secretsmanager:*:*:secret:?*" };

const ATTACHMENTS: Readonly<Record<string, Attachment>> = {
  "aws:s3/bucket:Bucket": BUCKET,
  "aws:s3/bucketV2:BucketV2": BUCKET,
  "aws:s3/bucketPolicy:BucketPolicy": { ...BUCKET, property: "bucket", types: BUCKET_TYPES },
  "aws:sqs/queue:Queue": QUEUE,
  "aws:sqs/queuePolicy:QueuePolicy": { ...QUEUE, property: "queueUrl", types: ["aws:sqs/queue:Queue"] },
  "aws:sns/topic:Topic": TOPIC,
  "aws:sns/topicPolicy:TopicPolicy": { ...TOPIC, property: "arn", types: ["aws:sns/topic:Topic"] },
  "aws:kms/key:Key": KEY,
  "aws:kms/keyPolicy:KeyPolicy": { ...KEY, property: "keyId", types: ["aws:kms/key:Key"] },
  "aws:secretsmanager/secret:Secret": SECRET,
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    ...SECRET,
    property: "secretArn",
    types: ["aws:secretsmanager/secret:Secret"],
  },
};

/**
 * The resource that the policy of `holder` stands on. Its ARN, where it is not known, is a symbol with the pattern of such
 * ARNs, whose placeholder is `firstSymbol`.
 */
export function policyResource(holder: StackResource, index: StackIndex, firstSymbol: number): PolicyResource {
  const attachment = ATTACHMENTS[holder.type] ?? { arnPattern: "*" };
  const known = arnOf(holder, attachment, index);
  const { urn } = holder;
  const label = `the ARN of what ${labelOf(holder)} stands on`;
  const symbols = known === undefined ? [{ id: `${urn}#arn`, label, pattern: attachment.arnPattern }] : [];
  const arn = known ?? symbolPlaceholder(firstSymbol);
  const own = [arn, ...(attachment.inside === undefined ? [] : [`${arn}${attachment.inside}`])];
  return {
    symbols,
    within: ({ resources, notResources }) => {
      if (notResources !== undefined) return { notResources, standsOn: own };
      if (resources === undefined) return { resources: own };
      if (known !== undefined) return { resources, standsOn: own };
      return { resources: resources.flatMap((entry) => likely(entry, own, attachment)) };
    },
  };
}

/** An ARN that no resource has. */
export const NO_RESOURCE = "arn:aws:none:::none";

/**
 * An entry as far as it is about the resource, whose ARN is not known: an ARN without wildcards is taken to be the resource's; a
 * pattern that reaches beyond becomes the resource.
 */
function likely(entry: string, own: readonly string[], { arnPattern }: Attachment): readonly string[] {
  if (!/[*?]/.test(entry)) return [entry];
  const sample = arnPattern.replace("arn:*:", "arn:aws:").replaceAll(/\?\*|\*/g, "x");
  return globMatcher(entry)(sample) ? own : [entry];
}

/** The ARN of the resource, where it or the name that it is made of is known. */
function arnOf(holder: StackResource, { property, types }: Attachment, index: StackIndex): string | undefined {
  if (property === undefined || types === undefined) return knownArn(holder);
  const value = holder.properties[property];
  if (typeof value === "string" && value.startsWith("arn:")) return value;
  if (typeof value === "string" && types === BUCKET_TYPES) return `arn:*:s3:::${value}`;
  const dependencies = holder.propertyDependencies[property] ?? [];
  const [only, ...others] = types.flatMap((type) => index.sources(dependencies, type));
  return only === undefined || others.length > 0 ? undefined : knownArn(only);
}

function knownArn({ type, properties }: StackResource): string | undefined {
  const { arn, bucket } = properties;
  if (typeof arn === "string") return arn;
  return BUCKET_TYPES.includes(type) && typeof bucket === "string" ? `arn:*:s3:::${bucket}` : undefined;
}
