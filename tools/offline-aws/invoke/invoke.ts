import type { ProviderConfiguration } from "../configuration/provider-configuration";
import type { PropertyMap } from "../property-value/property-value";
import { getAvailabilityZone, getAvailabilityZones } from "./availability-zones";
import { getCallerIdentity, getPartition, getRegion, getService } from "./identity";
import { getAmi } from "./images";
import { InvokeError } from "./invoke-error";
import { getPolicyDocument } from "./policy-document";
import { getParameter } from "./parameters";
import { getSecurityGroup, getSubnet, getSubnets, getVpc, getVpcs } from "./network";

/** Answers one invoke; `configuration.region` is the region of this call. */
type Invoke = (args: PropertyMap, configuration: ProviderConfiguration) => PropertyMap | Promise<PropertyMap>;

const INVOKES: Readonly<Record<string, Invoke>> = {
  "index:getCallerIdentity": getCallerIdentity,
  "index:getPartition": getPartition,
  "index:getRegion": getRegion,
  "index:getService": getService,
  "index:getAvailabilityZones": getAvailabilityZones,
  "index:getAvailabilityZone": getAvailabilityZone,
  "ec2:getAmi": getAmi,
  "ec2:getVpc": getVpc,
  "ec2:getVpcs": getVpcs,
  "ec2:getSubnet": getSubnet,
  "ec2:getSubnets": getSubnets,
  "ec2:getSecurityGroup": getSecurityGroup,
  "iam:getPolicyDocument": getPolicyDocument,
  "ssm:getParameter": getParameter,
};

/** `aws:ec2/getAmi:getAmi` and the older `aws:ec2:getAmi` and `aws:index:getRegion` are the same function. */
function shortToken(token: string): string {
  const match = /^aws:([\w-]+)(?:\/\w+)?:(\w+)$/.exec(token);
  return match === null ? token : `${match[1] ?? ""}:${match[2] ?? ""}`;
}

/**
 * What an invoke returns: from what is known of every AWS account without asking one, and the default VPC from the server
 * that stands in for AWS, if there is one.
 *
 * @throws InvokeError for an invoke that is not answered here, or that asks for what does not exist
 */
export async function invoke(
  token: string,
  args: PropertyMap,
  configuration: ProviderConfiguration,
): Promise<PropertyMap> {
  const answer = INVOKES[shortToken(token)];
  if (answer !== undefined) return answer(args, configuration);
  throw new InvokeError(
    `the offline AWS provider does not answer \`${token}\`: give the value itself, for instance as stack configuration, ` +
      "or use an AWS account",
  );
}
