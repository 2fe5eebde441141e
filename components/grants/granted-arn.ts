import * as pulumi from "@pulumi/pulumi";

import { describe } from "../plan";
import { knownArn } from "../policy-resource";
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
 * Returns `given` as the ARN that a grant is for; the `arn` of a resource of the same program is known at first preview where
 * the resource itself would be.
 * @throws pulumi.RunError for what is no ARN of one resource of `kind`: a wildcard would grant more than was asked.
 */
export function grantedArn(grant: string, given: pulumi.Input<string>, kind: ArnKind): pulumi.Input<string> {
  if (typeof given === "string") return checked(grant, given, kind);
  if (pulumi.Output.isInstance(given) || (given as unknown) instanceof Promise) return knownArn(given);
  throw new pulumi.RunError(`${grant}: got ${describe(given)}, expected the resource, or ${kind.expected}`);
}

/**
 * Refuses options of a grant that it does not have.
 * @throws pulumi.RunError, for one that was mistyped would grant more than was asked
 */
export function expectOptions(grant: string, options: unknown, names: readonly string[]): void {
  const expected = `an object with ${names.map((name) => `\`${name}\``).join(", ")}`;
  if (typeof options !== "object" || options === null || pulumi.Resource.isInstance(options)) {
    throw new pulumi.RunError(`${grant}: got ${describe(options)} as options, expected ${expected}`);
  }
  const unknown = Object.keys(options).filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  const got = unknown.map((name) => `\`${name}\``).join(", ");
  throw new pulumi.RunError(`${grant}: got the option ${got}, expected ${expected}`);
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
  const given: unknown = text;
  if (typeof given === "string" && given !== "" && !/[*?]|\$\{/.test(given)) return given;
  const got = pulumi.Output.isInstance(given) ? "an output" : describe(given);
  throw new pulumi.RunError(`${grant}: got ${got}, expected ${expected}, as a text without wildcards and variables`);
}

function checked(grant: string, arn: string, kind: ArnKind): string {
  if (/[*?]/.test(arn) || !kind.form.test(arn)) {
    throw new pulumi.RunError(`${grant}: got \`${arn}\`, expected ${kind.expected}, without wildcards`);
  }
  return arn;
}
