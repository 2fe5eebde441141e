import type { BucketLocationConstraint } from "@aws-sdk/client-s3";
import type { PropertyMap } from "../../property-value/property-value";
import { flagProperty, textProperty } from "../../property-value/read-property";
import { nameFrom } from "../iam/document-output";
import { refuseOthers } from "../not-applied";
import type { HandlerContext, ResourceHandler } from "../resource-handler";
import { tagList, tagMap, tagOutputs, wantedTags } from "../tags";
import { present, whenFound } from "../when-found";

/** The hosted zone of S3 websites in us-east-1; the stand-in does not know those of other regions. */
const HOSTED_ZONE_ID = "Z3AQBSTGFYJSTF";

async function exists(Bucket: string, { clients }: HandlerContext): Promise<boolean> {
  const [s3, client] = await clients.s3();
  return (await whenFound(client.send(new s3.HeadBucketCommand({ Bucket })))) !== undefined;
}

async function describe(Bucket: string, given: PropertyMap, context: HandlerContext): Promise<PropertyMap | undefined> {
  const { clients, configuration } = context;
  const [s3, client] = await clients.s3();
  if (!(await exists(Bucket, context))) return undefined;
  const { LocationConstraint: location } = await client.send(new s3.GetBucketLocationCommand({ Bucket }));
  const tags = await whenFound(client.send(new s3.GetBucketTaggingCommand({ Bucket })));
  const region = location ?? "us-east-1";
  const { partition, dnsSuffix } = configuration.partition;
  return {
    ...given,
    accelerationStatus: "",
    arn: `arn:${partition}:s3:::${Bucket}`,
    bucket: Bucket,
    bucketDomainName: `${Bucket}.s3.${dnsSuffix}`,
    bucketNamespace: "global",
    bucketPrefix: textProperty(given, "bucketPrefix") ?? "",
    bucketRegion: region,
    bucketRegionalDomainName: `${Bucket}.s3.${region}.${dnsSuffix}`,
    forceDestroy: flagProperty(given, "forceDestroy") ?? false,
    hostedZoneId: HOSTED_ZONE_ID,
    objectLockEnabled: flagProperty(given, "objectLockEnabled") ?? false,
    region,
    requestPayer: "BucketOwner",
    ...tagOutputs(tagMap(tags?.TagSet), given, configuration),
  };
}

async function live(name: string, given: PropertyMap, context: HandlerContext) {
  return { id: name, outputs: present(await describe(name, given, context), "bucket") };
}

async function setTags(Bucket: string, inputs: PropertyMap, { clients, configuration }: HandlerContext): Promise<void> {
  const [s3, client] = await clients.s3();
  const TagSet = tagList(wantedTags(inputs, configuration));
  if (TagSet.length === 0) await client.send(new s3.DeleteBucketTaggingCommand({ Bucket }));
  else await client.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
}

/** What the stand-in applies; everything else of a bucket has a resource of its own (BucketVersioning, BucketPolicy …). */
const APPLIED = ["bucket", "bucketPrefix", "forceDestroy", "objectLockEnabled", "tags", "region"];
const TYPE = "aws:s3/bucket:Bucket";

/** Objects have to go before their bucket can; only with `forceDestroy` does the provider see to that. */
async function empty(Bucket: string, { clients }: HandlerContext): Promise<void> {
  const [s3, client] = await clients.s3();
  for (;;) {
    const page = await client.send(new s3.ListObjectVersionsCommand({ Bucket }));
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    if (versions.length === 0) return;
    const Objects = versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
    await client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  }
}

/** `aws:s3/bucket:Bucket`. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const bucket: ResourceHandler = {
  async create(inputs, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    const [s3, client] = await context.clients.s3();
    const Bucket = nameFrom(textProperty(inputs, "bucket"), textProperty(inputs, "bucketPrefix"));
    const { region } = context.configuration;
    const LocationConstraint = region as BucketLocationConstraint;
    await client.send(
      new s3.CreateBucketCommand({
        Bucket,
        ObjectLockEnabledForBucket: flagProperty(inputs, "objectLockEnabled"),
        ...(region !== "us-east-1" && { CreateBucketConfiguration: { LocationConstraint } }),
      }),
    );
    if (Object.keys(wantedTags(inputs, context.configuration)).length > 0) await setTags(Bucket, inputs, context);
    return live(Bucket, inputs, context);
  },

  async read(id, former, context) {
    const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
    return outputs && { id, outputs };
  },

  async update(id, inputs, _former, context) {
    refuseOthers(TYPE, inputs, APPLIED);
    await setTags(id, inputs, context);
    return live(id, inputs, context);
  },

  async delete(Bucket, former, context) {
    const [s3, client] = await context.clients.s3();
    if (!(await exists(Bucket, context))) return;
    if (flagProperty(former.inputs, "forceDestroy") === true) await empty(Bucket, context);
    await whenFound(client.send(new s3.DeleteBucketCommand({ Bucket })));
  },
};
