import { PARTITIONS } from "../iam";

/**
 * Returns the service principal that an EC2 instance role trusts in `partition`. China names its own suffix; every other
 * known partition, the isolated ones included, uses the global form. Undefined for a partition that AWS does not list.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 * @see https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html
 */
export function ec2ServicePrincipal(partition: string): string | undefined {
  if (!PARTITIONS.includes(partition)) return undefined;
  return partition === "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com";
}

/** Every value that `ec2ServicePrincipal` returns, as one wildcard pattern. */
export const EC2_SERVICE_PRINCIPAL_PATTERN = "ec2.amazonaws.com*";
