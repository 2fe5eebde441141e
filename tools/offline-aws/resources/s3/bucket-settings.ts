import type { PropertyMap } from "../../property-value/property-value";
import { flagProperty, textProperty } from "../../property-value/read-property";
import { sameJsonText } from "../../property-value/same-json-text";
import type { AwsClients } from "../aws-clients";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { present, whenFound } from "../when-found";

type S3 = Awaited<ReturnType<AwsClients["s3"]>>;

/** The calls for one setting of a bucket. */
interface SettingCalls {
  put(sdk: S3, bucket: string, inputs: PropertyMap): Promise<unknown>;
  get(sdk: S3, bucket: string, given: PropertyMap): Promise<PropertyMap | undefined>;
  remove(sdk: S3, bucket: string): Promise<unknown>;
}

/** A setting of a bucket as a resource; the bucket's name is its id. */
function bucketSetting(calls: SettingCalls): ResourceHandler {
  const describe = async (bucket: string, given: PropertyMap, { clients, configuration }: HandlerContext) => {
    const found = await whenFound(clients.s3().then((sdk) => calls.get(sdk, bucket, given)));
    return found && { ...found, bucket, region: configuration.region };
  };
  const put = async (inputs: PropertyMap, context: HandlerContext) => {
    const bucket = textProperty(inputs, "bucket") ?? "";
    await calls.put(await context.clients.s3(), bucket, inputs);
    return { id: bucket, outputs: present(await describe(bucket, inputs, context), "setting") };
  };
  return {
    create: put,
    async read(id, former, context) {
      const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
      return outputs && { id, outputs };
    },
    update: (_id, inputs, _former, context) => put(inputs, context),
    async delete(id, _former, { clients }) {
      await whenFound(clients.s3().then((sdk) => calls.remove(sdk, id)));
    },
  };
}

/** `aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock`. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const bucketPublicAccessBlock = bucketSetting({
  put: ([s3, client], Bucket, inputs) =>
    client.send(
      new s3.PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: flagProperty(inputs, "blockPublicAcls"),
          BlockPublicPolicy: flagProperty(inputs, "blockPublicPolicy"),
          IgnorePublicAcls: flagProperty(inputs, "ignorePublicAcls"),
          RestrictPublicBuckets: flagProperty(inputs, "restrictPublicBuckets"),
        },
      }),
    ),
  get: async ([s3, client], Bucket) => {
    const { PublicAccessBlockConfiguration: block } = await client.send(new s3.GetPublicAccessBlockCommand({ Bucket }));
    return (
      block && {
        blockPublicAcls: block.BlockPublicAcls ?? false,
        blockPublicPolicy: block.BlockPublicPolicy ?? false,
        ignorePublicAcls: block.IgnorePublicAcls ?? false,
        restrictPublicBuckets: block.RestrictPublicBuckets ?? false,
      }
    );
  },
  remove: ([s3, client], Bucket) => client.send(new s3.DeletePublicAccessBlockCommand({ Bucket })),
});

/** `aws:s3/bucketPolicy:BucketPolicy`. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const bucketPolicy = bucketSetting({
  put: ([s3, client], Bucket, inputs) =>
    client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: textProperty(inputs, "policy") })),
  get: async ([s3, client], Bucket, given) => {
    const { Policy: policy = "" } = await client.send(new s3.GetBucketPolicyCommand({ Bucket }));
    const text = textProperty(given, "policy");
    return { policy: text !== undefined && sameJsonText(text, policy) ? text : policy };
  },
  remove: ([s3, client], Bucket) => client.send(new s3.DeleteBucketPolicyCommand({ Bucket })),
});
