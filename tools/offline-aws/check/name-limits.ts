import { reveal, type PropertyMap } from "../property-value/property-value";
import type { InputFailure } from "./input-failure";

interface NameLimit {
  readonly name: number;
  readonly namePrefix?: number;
}

/**
 * The longest names that the provider's check takes, in characters.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const LIMITS: Readonly<Record<string, NameLimit>> = {
  "aws:iam/role:Role": { name: 64, namePrefix: 38 },
  "aws:iam/instanceProfile:InstanceProfile": { name: 128, namePrefix: 102 },
  "aws:iam/policy:Policy": { name: 128, namePrefix: 102 },
  "aws:iam/rolePolicy:RolePolicy": { name: 128, namePrefix: 102 },
  "aws:iam/user:User": { name: 64 },
  "aws:iam/group:Group": { name: 128 },
};
/** What IAM takes in names. */
const NAME_PATTERN = /^[\w+=,.@-]*$/;

/** What is wrong with the names among the inputs: too long, or with characters that IAM refuses. */
export function nameProblems(typeToken: string, inputs: PropertyMap): InputFailure[] {
  const limits = LIMITS[typeToken];
  if (limits === undefined) return [];
  return Object.entries(limits).flatMap(([property, limit]: [string, number]) => {
    const value = reveal(inputs[property]);
    if (typeof value !== "string") return [];
    if (value.length < 1 || value.length > limit) {
      return [{ property, reason: `expected length of ${property} to be in the range (1 - ${limit}), got ${value}` }];
    }
    if (NAME_PATTERN.test(value)) return [];
    return [{ property, reason: `invalid value for ${property} (must match [\\w+=,.@-]), got ${value}` }];
  });
}
