const SEPARATOR = /,\s*(?=arn:)/;
const OF_ANY_SERVICE = /^arn:[^:]*:\$\{/;

/** Any name of a Region, which `${Region}` leaves out in ARNs that have none: each recovery point is in one. */
const REGION_NAME = "${RegionName}";
const FORMATS_OF_ANY_SERVICE = [":", "/"].map(
  (separator) => `arn:\${Partition}:\${Service}:${REGION_NAME}:*:\${ResourceType}${separator}\${ResourceId}`,
);

/**
 * The ARN formats of a resource type, with `${…}` for the variable pieces. AWS's tables name several of one type with a comma
 * between them. Where the service is variable, as of the recovery points of AWS Backup, the table's one stands for those of all services that
 * have such resources: `arn:aws:ec2:us-east-1::snapshot/…` is one, too.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html#access-control-resources
 */
export function arnFormats(arnFormat: string): readonly string[] {
  return isOfAnyService(arnFormat) ? FORMATS_OF_ANY_SERVICE : arnFormat.split(SEPARATOR);
}

/** Whether the service segment of an ARN format is variable. */
export function isOfAnyService(arnFormat: string): boolean {
  return OF_ANY_SERVICE.test(arnFormat);
}
