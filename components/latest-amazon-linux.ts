import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * Returns the id of the newest Amazon Linux 2023 for `architecture`, by the public parameter in which AWS names it.
 * @see https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-from-cloudformation
 */
export function latestAmazonLinux(architecture: "x86_64" | "arm64", parent: pulumi.Resource): pulumi.Output<string> {
  const name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
  return pulumi.unsecret(aws.ssm.getParameterOutput({ name }, { parent }).value);
}
