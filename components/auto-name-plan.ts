import type { NameRule } from "../ec2/iam-names";
import type { Problem } from "./plan";

/** What auto-naming puts after a name: a hyphen and seven hexadecimal digits. */
const SUFFIX_LENGTH = 8;

/** Returns a problem if the name that Pulumi makes of `logicalName` is longer than `rule` lets it be; `mend` completes "expected …". */
export function tooLongToBeNamed(
  logicalName: string,
  rule: NameRule,
  { property, mend }: { readonly property: string; readonly mend: string },
): readonly Problem[] {
  const longest = rule.maximumLength - SUFFIX_LENGTH;
  return logicalName.length <= longest
    ? []
    : [
        {
          property,
          message: `the name that is made of \`${logicalName}\` and a random suffix would have ${logicalName.length + SUFFIX_LENGTH} characters, of which AWS takes at most ${rule.maximumLength}: expected ${mend}`,
        },
      ];
}
