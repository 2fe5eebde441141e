/** A partition of AWS: accounts and ARNs of one cannot name those of another. */
export interface Partition {
  readonly partition: string;
  readonly dnsSuffix: string;
  readonly reverseDnsPrefix: string;
  readonly defaultRegion: string;
}

const AWS: Partition = {
  partition: "aws",
  dnsSuffix: "amazonaws.com",
  reverseDnsPrefix: "com.amazonaws",
  defaultRegion: "us-east-1",
};

/** By the beginning of the region's name; a region that begins with none of these is in `aws`. */
const PARTITIONS: readonly (readonly [string, Partition])[] = [
  ["cn-", partition("aws-cn", "amazonaws.com.cn", "cn.com.amazonaws", "cn-northwest-1")],
  ["us-gov-", partition("aws-us-gov", "amazonaws.com", "com.amazonaws", "us-gov-west-1")],
  ["us-iso-", partition("aws-iso", "c2s.ic.gov", "gov.ic.c2s", "us-iso-east-1")],
  ["us-isob-", partition("aws-iso-b", "sc2s.sgov.gov", "gov.sgov.sc2s", "us-isob-east-1")],
  ["eu-isoe-", partition("aws-iso-e", "cloud.adc-e.uk", "uk.adc-e.cloud", "eu-isoe-west-1")],
  ["us-isof-", partition("aws-iso-f", "csp.hci.ic.gov", "gov.ic.hci.csp", "us-isof-south-1")],
  ["eusc-", partition("aws-eusc", "amazonaws.eu", "eu.amazonaws", "eusc-de-east-1")],
];

function partition(name: string, dnsSuffix: string, reverseDnsPrefix: string, defaultRegion: string): Partition {
  return { partition: name, dnsSuffix, reverseDnsPrefix, defaultRegion };
}

/**
 * The partition that a region belongs to, by the region's name.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
 */
export function partitionOfRegion(region: string): Partition {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? AWS;
}
