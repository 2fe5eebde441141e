import * as pulumi from "@pulumi/pulumi";

import { describeOutput } from "../symbolic-inputs";

/** One kind of resource that a grant takes: what its ARN looks like, and what every such ARN matches. */
export interface ArnKind {
  readonly form: RegExp;
  /** Completes "expected …". */
  readonly expected: string;
  /** A wildcard pattern that every ARN of the kind matches, in every partition. */
  readonly pattern: string;
}

/**
 * Returns `given` as the ARN that a grant is for.
 * @throws pulumi.RunError for a text that is no ARN of one resource of `kind`: a wildcard would grant more than was asked.
 */
export function grantedArn(grant: string, given: pulumi.Input<string>, kind: ArnKind): pulumi.Input<string> {
  return typeof given === "string" ? checked(grant, given, kind) : given;
}

/** Returns `arn` with `suffix` behind it; what is known of the whole stays known where `arn` is not. */
export function appended(arn: pulumi.Input<string>, suffix: string, kind: ArnKind): pulumi.Input<string> {
  return typeof arn === "string"
    ? arn + suffix
    : describeOutput(pulumi.interpolate`${arn}${suffix}`, {
        label: `the ARN of a resource, with \`${suffix}\``,
        pattern: kind.pattern + suffix,
      });
}

/**
 * Returns `text`, a name or the beginning of names that goes into an ARN or a condition.
 * @throws pulumi.RunError if it holds a wildcard or a policy variable: either would grant more than was asked.
 */
export function plainText(grant: string, text: string, expected: string): string {
  if (text === "" || /[*?]|\$\{/.test(text)) {
    throw new pulumi.RunError(`${grant}: got \`${text}\`, expected ${expected}, without wildcards and variables`);
  }
  return text;
}

function checked(grant: string, arn: string, kind: ArnKind): string {
  if (/[*?]/.test(arn) || !kind.form.test(arn)) {
    throw new pulumi.RunError(`${grant}: got \`${arn}\`, expected ${kind.expected}, without wildcards`);
  }
  return arn;
}
