import type { ModifyInstanceMetadataDefaultsCommandInput } from "@aws-sdk/client-ec2";
import type { PropertyMap } from "../../property-value/property-value";
import { numberProperty, textProperty } from "../../property-value/read-property";
import type { HandlerContext, ResourceHandler } from "../resource-handler";

/** What `no-preference` is for each text setting, and -1 for the hop limit: the account has no default. */
const NO_PREFERENCE = "no-preference";

/** What was set by whoever: the account always has defaults, of which some say nothing. */
async function describe({ clients, configuration }: HandlerContext): Promise<PropertyMap> {
  const [sdk, client] = await clients.ec2();
  const { AccountLevel: level } = await client.send(new sdk.GetInstanceMetadataDefaultsCommand({}));
  return {
    httpEndpoint: level?.HttpEndpoint ?? NO_PREFERENCE,
    httpPutResponseHopLimit: level?.HttpPutResponseHopLimit ?? -1,
    httpTokens: level?.HttpTokens ?? NO_PREFERENCE,
    instanceMetadataTags: level?.InstanceMetadataTags ?? NO_PREFERENCE,
    region: configuration.region,
  };
}

async function modify(inputs: PropertyMap, { clients }: HandlerContext): Promise<void> {
  const [sdk, client] = await clients.ec2();
  const setting = (name: string) => textProperty(inputs, name) ?? NO_PREFERENCE;
  const request = {
    HttpEndpoint: setting("httpEndpoint"),
    HttpPutResponseHopLimit: numberProperty(inputs, "httpPutResponseHopLimit") ?? -1,
    HttpTokens: setting("httpTokens"),
    InstanceMetadataTags: setting("instanceMetadataTags"),
  } as ModifyInstanceMetadataDefaultsCommandInput;
  await client.send(new sdk.ModifyInstanceMetadataDefaultsCommand(request));
}

async function set(id: string, inputs: PropertyMap, context: HandlerContext) {
  await modify(inputs, context);
  return { id, outputs: await describe(context) };
}

/**
 * `aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults`; the region is the id. Nothing is made, and nothing goes:
 * who deletes it leaves an account that has no preference.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html
 */
export const instanceMetadataDefaults: ResourceHandler = {
  create: (inputs, context) => set(context.configuration.region, inputs, context),

  async read(id, _former, context) {
    const outputs = await describe(context);
    const isSet = Object.values(outputs).some(
      (value) => value !== NO_PREFERENCE && value !== -1 && value !== outputs["region"],
    );
    return isSet ? { id, outputs } : undefined;
  },

  update: (id, inputs, _former, context) => set(id, inputs, context),

  delete: (_id, _former, context) => modify({}, context),
};
