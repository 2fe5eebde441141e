const MATCHERS = new Map<string, (arn: string) => boolean>();

/**
 * Whether an ARN has one of the formats of a resource type (`arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`,
 * several after commas). A variable piece is any text that is not empty, inside the first five segments without
 * colons; the account is empty where AWS owns the resource (`arn:aws:ssm:eu-west-1::document/AWS-RunShellScript`).
 */
export function arnFormatMatcher(arnFormat: string): (arn: string) => boolean {
  let matcher = MATCHERS.get(arnFormat);
  if (matcher === undefined) {
    const patterns = arnFormat
      .split(", ")
      .map((format) => new RegExp(`^${format.split(":").map(segment).join(":")}$`, "s"));
    matcher = (arn) => patterns.some((pattern) => pattern.test(arn));
    MATCHERS.set(arnFormat, matcher);
  }
  return matcher;
}

/** Names of buckets hold no slash, which tells buckets from objects. */
function segment(text: string, index: number): string {
  return text
    .split(/(\$\{[^}]+\})/)
    .map((part) => {
      if (part === "${BucketName}") return "[^:/]+";
      if (part === "${Account}") return "[^:]*";
      return part.startsWith("${") ? (index < 5 ? "[^:]+" : ".+") : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    })
    .join("");
}
