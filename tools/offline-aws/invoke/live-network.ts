import type { ProviderConfiguration } from "../configuration/provider-configuration";
import { AwsClients } from "../resources/aws-clients";
import { present } from "../resources/when-found";
import type { DefaultNetwork } from "./default-network";

/** The default VPC of the server that stands in for AWS, so that instances can be launched into its subnets. */
export async function liveNetwork(configuration: ProviderConfiguration): Promise<DefaultNetwork> {
  const [ec2, client] = await new AwsClients(configuration).ec2();
  const { Vpcs: vpcs } = await client.send(
    new ec2.DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }),
  );
  const vpcId = present(vpcs?.[0]?.VpcId, "default VPC");
  const Filters = [{ Name: "vpc-id", Values: [vpcId] }];
  const { Subnets: subnets } = await client.send(new ec2.DescribeSubnetsCommand({ Filters }));
  const { SecurityGroups: groups } = await client.send(
    new ec2.DescribeSecurityGroupsCommand({ Filters: [...Filters, { Name: "group-name", Values: ["default"] }] }),
  );
  return {
    vpcId,
    cidrBlock: vpcs?.[0]?.CidrBlock ?? "",
    subnets: (subnets ?? [])
      .map((subnet) => ({
        id: subnet.SubnetId ?? "",
        availabilityZone: subnet.AvailabilityZone ?? "",
        availabilityZoneId: subnet.AvailabilityZoneId ?? "",
        cidrBlock: subnet.CidrBlock ?? "",
      }))
      .sort((left, right) => (left.availabilityZone < right.availabilityZone ? -1 : 1)),
    securityGroupId: present(groups?.[0]?.GroupId, "default security group"),
  };
}
