import type { ProviderConfiguration } from "../configuration/provider-configuration";
import { Secret, type PropertyMap } from "../property-value/property-value";
import { textProperty } from "../property-value/read-property";
import { inRegion } from "./arguments";
import { deterministicId } from "./deterministic-id";
import { InvokeError } from "./invoke-error";

/** The families of public parameters that hold the id of an image. */
const IMAGE_PARAMETERS: readonly RegExp[] = [
  /^\/aws\/service\/ami-(amazon-linux|windows|macos)-latest\/[\w.-]+$/,
  /^\/aws\/service\/(ecs|eks)\/optimized-ami\/.+\/image_id$/,
  /^\/aws\/service\/bottlerocket\/.+\/image_id$/,
  /^\/aws\/service\/(canonical|debian|suse|freebsd)\/.+(ami-id|amd64|arm64|x86_64)$/,
];

/**
 * `aws.ssm.getParameter`: the public parameters that hold the id of an image, with an id that follows from the name.
 *
 * The value is a secret, as every sensitive attribute of the real provider is; `insecureValue` is not.
 *
 * @throws InvokeError for every other parameter
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 */
export function getParameter(args: PropertyMap, configuration: ProviderConfiguration): PropertyMap {
  const { region, partition } = inRegion(args, configuration);
  const name = textProperty(args, "name") ?? "";
  if (!IMAGE_PARAMETERS.some((pattern) => pattern.test(name))) {
    throw new InvokeError(
      `reading SSM Parameter (${name}): the offline AWS provider has only the public parameters that hold an image's id`,
    );
  }
  const value = deterministicId("ami", region, name);
  return {
    ...args,
    id: name,
    name,
    region,
    arn: `arn:${partition.partition}:ssm:${region}::parameter${name}`,
    insecureValue: value,
    type: "String",
    value: new Secret(value),
    version: 1,
  };
}
