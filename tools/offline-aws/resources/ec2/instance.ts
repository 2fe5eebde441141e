import type { _InstanceType, Instance } from "@aws-sdk/client-ec2";
import type { PropertyMap } from "../../property-value/property-value";
import {
  blockProperty,
  flagProperty,
  numberProperty,
  textProperty,
  textsProperty,
} from "../../property-value/read-property";
import { samePropertyValue } from "../../property-value/same-property-value";
import { keptWhenAbsent } from "../../schema/kept-when-absent";
import { schemaDefaults } from "../../schema/schema-defaults";
import { refuseOthers } from "../not-applied";
import type { FormerResource, HandlerContext, ResourceHandler } from "../resource-handler";
import { present, whenFound } from "../when-found";
import { setEc2Tags } from "./ec2-tags";
import { instanceOutputs, rootMapping } from "./instance-outputs";
import { APPLIED_INSTANCE_INPUTS, metadataOptionsRequest, runInstancesRequest } from "./run-instances-request";

const TYPE = "aws:ec2/instance:Instance";

async function find(InstanceId: string, { clients }: HandlerContext): Promise<Instance | undefined> {
  const [ec2, client] = await clients.ec2();
  const found = await whenFound(client.send(new ec2.DescribeInstancesCommand({ InstanceIds: [InstanceId] })));
  const instance = found?.Reservations?.[0]?.Instances?.[0];
  return instance?.State?.Name === "terminated" ? undefined : instance;
}

async function describe(id: string, given: PropertyMap, context: HandlerContext): Promise<PropertyMap | undefined> {
  const instance = await find(id, context);
  if (instance === undefined) return undefined;
  const [ec2, client] = await context.clients.ec2();
  const volumeId = rootMapping(instance)?.Ebs?.VolumeId;
  const volumes =
    volumeId === undefined
      ? undefined
      : await whenFound(client.send(new ec2.DescribeVolumesCommand({ VolumeIds: [volumeId] })));
  return instanceOutputs(instance, volumes?.Volumes?.[0], given, context);
}

async function live(id: string, given: PropertyMap, context: HandlerContext) {
  return { id, outputs: present(await describe(id, given, context), "instance") };
}

/**
 * Whether an input differs from what it was at the last update; what EC2 fills in stays where it is left out. An import
 * knows no defaults of what EC2 does not tell.
 */
function changed(inputs: PropertyMap, former: FormerResource, name: string): boolean {
  if (inputs[name] === undefined && keptWhenAbsent(TYPE, [name])) return false;
  return !samePropertyValue(inputs[name] ?? null, former.inputs[name] ?? schemaDefaults(TYPE)[name] ?? null);
}

async function setProfile(InstanceId: string, name: string | undefined, context: HandlerContext): Promise<void> {
  const [ec2, client] = await context.clients.ec2();
  const Filters = [{ Name: "instance-id", Values: [InstanceId] }];
  const found = await client.send(new ec2.DescribeIamInstanceProfileAssociationsCommand({ Filters }));
  const association = found.IamInstanceProfileAssociations?.find(({ State }) => State !== "disassociated");
  const AssociationId = association?.AssociationId;
  const IamInstanceProfile = { Name: name };
  const running = (await find(InstanceId, context))?.State?.Name === "running";
  if (AssociationId !== undefined && name !== undefined && running) {
    await client.send(new ec2.ReplaceIamInstanceProfileAssociationCommand({ AssociationId, IamInstanceProfile }));
    return;
  }
  if (AssociationId !== undefined) {
    await client.send(new ec2.DisassociateIamInstanceProfileCommand({ AssociationId }));
  }
  if (name !== undefined) {
    await client.send(new ec2.AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile }));
  }
}

/** Some attributes can only be changed while the instance is stopped. */
async function whileStopped(
  InstanceId: string,
  work: () => Promise<unknown>,
  { clients }: HandlerContext,
): Promise<void> {
  const [ec2, client] = await clients.ec2();
  const InstanceIds = [InstanceId];
  await client.send(new ec2.StopInstancesCommand({ InstanceIds }));
  await ec2.waitUntilInstanceStopped({ client, maxWaitTime: 60, minDelay: 1 }, { InstanceIds });
  await work();
  await client.send(new ec2.StartInstancesCommand({ InstanceIds }));
}

async function setAttributes(InstanceId: string, inputs: PropertyMap, former: FormerResource, context: HandlerContext) {
  const [ec2, client] = await context.clients.ec2();
  const modify = (attribute: object) =>
    client.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId, ...attribute }));
  if (changed(inputs, former, "vpcSecurityGroupIds")) {
    await modify({ Groups: [...textsProperty(inputs, "vpcSecurityGroupIds")] });
  }
  if (changed(inputs, former, "sourceDestCheck")) {
    await modify({ SourceDestCheck: { Value: flagProperty(inputs, "sourceDestCheck") ?? true } });
  }
  if (changed(inputs, former, "disableApiTermination")) {
    await modify({ DisableApiTermination: { Value: flagProperty(inputs, "disableApiTermination") ?? false } });
  }
  if (changed(inputs, former, "instanceType")) {
    const Value = textProperty(inputs, "instanceType") as _InstanceType;
    await whileStopped(InstanceId, () => modify({ InstanceType: { Value } }), context);
  }
  if (changed(inputs, former, "userData")) {
    const Value = Buffer.from(textProperty(inputs, "userData") ?? "", "utf8");
    await whileStopped(InstanceId, () => modify({ UserData: { Value } }), context);
  }
}

/** Inputs that are changed in place by the calls below. */
const CHANGEABLE = [
  ...["iamInstanceProfile", "metadataOptions", "vpcSecurityGroupIds", "sourceDestCheck", "disableApiTermination"],
  ...["instanceType", "userData", "tags", "rootBlockDevice", "userDataReplaceOnChange", "forceDestroy", "tagsAll"],
];

function refuseOtherChanges(inputs: PropertyMap, former: FormerResource): void {
  const names = [...new Set([...Object.keys(inputs), ...Object.keys(former.inputs)])];
  const others = names.filter((name) => !CHANGEABLE.includes(name) && changed(inputs, former, name));
  if (others.length > 0) {
    throw new Error(`the offline AWS provider does not change ${others.join(", ")} of \`${TYPE}\` in place`);
  }
}

async function setRootDisk(inputs: PropertyMap, former: FormerResource, { clients }: HandlerContext): Promise<void> {
  const [wanted, was] = [blockProperty(inputs, "rootBlockDevice"), blockProperty(former.outputs, "rootBlockDevice")];
  const Size = wanted && numberProperty(wanted, "volumeSize");
  const VolumeId = was && textProperty(was, "volumeId");
  if (Size === undefined || VolumeId === undefined || Size === was?.["volumeSize"]) return;
  const [ec2, client] = await clients.ec2();
  await client.send(new ec2.ModifyVolumeCommand({ VolumeId, Size }));
}

/** `aws:ec2/instance:Instance`. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
export const instance: ResourceHandler = {
  async create(inputs, context) {
    refuseOthers(TYPE, inputs, APPLIED_INSTANCE_INPUTS);
    const [ec2, client] = await context.clients.ec2();
    const launched = await client.send(new ec2.RunInstancesCommand(runInstancesRequest(inputs, context)));
    const InstanceId = present(launched.Instances?.[0]?.InstanceId, "instance id");
    await ec2.waitUntilInstanceRunning({ client, maxWaitTime: 60, minDelay: 1 }, { InstanceIds: [InstanceId] });
    if (flagProperty(inputs, "sourceDestCheck") === false) {
      await client.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId, SourceDestCheck: { Value: false } }));
    }
    return live(InstanceId, inputs, context);
  },

  async read(id, former, context) {
    const outputs = await describe(id, { ...former.outputs, ...former.inputs }, context);
    return outputs && { id, outputs };
  },

  async update(InstanceId, inputs, former, context) {
    refuseOtherChanges(inputs, former);
    const [ec2, client] = await context.clients.ec2();
    if (changed(inputs, former, "iamInstanceProfile")) {
      await setProfile(InstanceId, textProperty(inputs, "iamInstanceProfile"), context);
    }
    const options = metadataOptionsRequest(inputs);
    if (options !== undefined && changed(inputs, former, "metadataOptions")) {
      await client.send(new ec2.ModifyInstanceMetadataOptionsCommand({ InstanceId, ...options }));
    }
    await setAttributes(InstanceId, inputs, former, context);
    await setRootDisk(inputs, former, context);
    await setEc2Tags(InstanceId, (await find(InstanceId, context))?.Tags, inputs, context);
    return live(InstanceId, { ...former.outputs, ...inputs }, context);
  },

  async delete(InstanceId, _former, context) {
    if ((await find(InstanceId, context)) === undefined) return;
    const [ec2, client] = await context.clients.ec2();
    const InstanceIds = [InstanceId];
    await client.send(new ec2.TerminateInstancesCommand({ InstanceIds }));
    await ec2.waitUntilInstanceTerminated({ client, maxWaitTime: 60, minDelay: 1 }, { InstanceIds });
  },
};
