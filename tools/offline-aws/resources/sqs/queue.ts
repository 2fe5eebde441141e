import type { PropertyMap, PropertyValue } from "../../property-value/property-value";
import { flagProperty, textProperty } from "../../property-value/read-property";
import { sameJsonText } from "../../property-value/same-json-text";
import { nameFrom } from "../iam/document-output";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { tagChanges, tagOutputs, wantedTags } from "../tags";
import { present, whenFound } from "../when-found";

/** The attribute of a queue that each property sets, and the kind of its value. */
const ATTRIBUTES: Readonly<Record<string, readonly [string, "flag" | "number" | "text"]>> = {
  contentBasedDeduplication: ["ContentBasedDeduplication", "flag"],
  deduplicationScope: ["DeduplicationScope", "text"],
  delaySeconds: ["DelaySeconds", "number"],
  fifoThroughputLimit: ["FifoThroughputLimit", "text"],
  kmsDataKeyReusePeriodSeconds: ["KmsDataKeyReusePeriodSeconds", "number"],
  kmsMasterKeyId: ["KmsMasterKeyId", "text"],
  maxMessageSize: ["MaximumMessageSize", "number"],
  messageRetentionSeconds: ["MessageRetentionPeriod", "number"],
  policy: ["Policy", "text"],
  receiveWaitTimeSeconds: ["ReceiveMessageWaitTimeSeconds", "number"],
  redriveAllowPolicy: ["RedriveAllowPolicy", "text"],
  redrivePolicy: ["RedrivePolicy", "text"],
  sqsManagedSseEnabled: ["SqsManagedSseEnabled", "flag"],
  visibilityTimeoutSeconds: ["VisibilityTimeout", "number"],
};

/** Attributes as SQS takes them; those of FIFO queues only go to FIFO queues. */
function attributes(inputs: PropertyMap): Record<string, string> {
  const fifo = flagProperty(inputs, "fifoQueue") === true;
  const given = Object.entries(ATTRIBUTES).flatMap(([property, [attribute]]) => {
    const value = inputs[property];
    const scalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    const refused = attribute === "ContentBasedDeduplication" && !fifo;
    return scalar && !refused ? [[attribute, String(value)] as const] : [];
  });
  return Object.fromEntries(given);
}

function outputOf(live: string, kind: "flag" | "number" | "text", given: PropertyValue | undefined): PropertyValue {
  if (kind === "number") return Number(live);
  if (kind === "flag") return live === "true";
  return typeof given === "string" && sameJsonText(given, live) ? given : live;
}

async function describe(QueueUrl: string, given: PropertyMap, { clients, configuration }: HandlerContext) {
  const [sqs, client] = await clients.sqs();
  const found = await whenFound(client.send(new sqs.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] })));
  const live: Readonly<Record<string, string>> | undefined = found?.Attributes;
  if (live === undefined) return undefined;
  const { Tags: tags } = await client.send(new sqs.ListQueueTagsCommand({ QueueUrl }));
  const read = Object.entries(ATTRIBUTES).flatMap(([property, [attribute, kind]]) => {
    const value = live[attribute];
    return value === undefined ? [] : [[property, outputOf(value, kind, given[property])] as const];
  });
  const fifoQueue = live["FifoQueue"] === "true";
  return {
    contentBasedDeduplication: false,
    ...Object.fromEntries(read),
    arn: live["QueueArn"] ?? "",
    fifoQueue,
    name: QueueUrl.split("/").at(-1) ?? "",
    namePrefix: textProperty(given, "namePrefix") ?? "",
    region: configuration.region,
    ...tagOutputs(tags ?? {}, given, configuration),
    url: QueueUrl,
  };
}

async function live(url: string, given: PropertyMap, context: HandlerContext) {
  return { id: url, outputs: present(await describe(url, given, context), "queue") };
}

/** `aws:sqs/queue:Queue`; the URL is the id. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const queue: ResourceHandler = {
  async create(inputs, context) {
    const [sqs, client] = await context.clients.sqs();
    const fifo = flagProperty(inputs, "fifoQueue") === true;
    const { QueueUrl: url } = await client.send(
      new sqs.CreateQueueCommand({
        QueueName: nameFrom(textProperty(inputs, "name"), textProperty(inputs, "namePrefix")),
        Attributes: { ...attributes(inputs), ...(fifo && { FifoQueue: "true" }) },
        tags: wantedTags(inputs, context.configuration),
      }),
    );
    return live(present(url, "URL"), inputs, context);
  },

  async read(id, former, context) {
    const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
    return outputs && { id, outputs };
  },

  async update(QueueUrl, inputs, former, context) {
    const [sqs, client] = await context.clients.sqs();
    const removed = Object.keys(attributes(former.inputs)).filter((name) => name.endsWith("olicy"));
    const cleared = Object.fromEntries(removed.map((name) => [name, ""]));
    await client.send(
      new sqs.SetQueueAttributesCommand({ QueueUrl, Attributes: { ...cleared, ...attributes(inputs) } }),
    );
    const { Tags: tags } = await client.send(new sqs.ListQueueTagsCommand({ QueueUrl }));
    const { set, remove } = tagChanges(tags ?? {}, wantedTags(inputs, context.configuration));
    if (remove.length > 0) await client.send(new sqs.UntagQueueCommand({ QueueUrl, TagKeys: [...remove] }));
    if (Object.keys(set).length > 0) await client.send(new sqs.TagQueueCommand({ QueueUrl, Tags: set }));
    return live(QueueUrl, inputs, context);
  },

  async delete(QueueUrl, _former, { clients }) {
    const [sqs, client] = await clients.sqs();
    await whenFound(client.send(new sqs.DeleteQueueCommand({ QueueUrl })));
  },
};
