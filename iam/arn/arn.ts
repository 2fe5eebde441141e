/**
 * The parts of an Amazon Resource Name after the leading `arn`. The resource part may hold colons and slashes.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for resources without a Region. */
  readonly region: string;
  /** Empty, twelve digits, or `aws`. */
  readonly account: string;
  readonly resource: string;
}

/** Number of colon-separated segments of an ARN; the last one takes all further colons. */
export const ARN_SEGMENTS = 6;

/** Cuts a text at its first five colons; undefined when it has fewer. Nothing else is checked. */
export function splitArn(text: string): readonly [string, string, string, string, string, string] | undefined {
  const c1 = text.indexOf(":");
  const c2 = c1 < 0 ? -1 : text.indexOf(":", c1 + 1);
  const c3 = c2 < 0 ? -1 : text.indexOf(":", c2 + 1);
  const c4 = c3 < 0 ? -1 : text.indexOf(":", c3 + 1);
  const c5 = c4 < 0 ? -1 : text.indexOf(":", c4 + 1);
  if (c5 < 0) return undefined;
  return [
    text.slice(0, c1),
    text.slice(c1 + 1, c2),
    text.slice(c2 + 1, c3),
    text.slice(c3 + 1, c4),
    text.slice(c4 + 1, c5),
    text.slice(c5 + 1),
  ];
}

/**
 * Reads an ARN: `arn`, a partition, a service, then region, account and resource, of which a region and an account may
 * be empty. Undefined for any other text; wildcards are ordinary characters here.
 */
export function parseArn(text: string): Arn | undefined {
  const segments = splitArn(text);
  if (segments === undefined) return undefined;
  const [arn, partition, service, region, account, resource] = segments;
  if (arn !== "arn" || partition === "" || service === "" || resource === "") return undefined;
  return { partition, service, region, account, resource };
}
