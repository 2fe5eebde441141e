import type { Outcome } from "./outcome";

/**
 * Why a value of a policy can match nothing, though it is no plain mismatch.
 * `unresolved-variable`: the request has no single value for a variable without a default.
 * `misplaced-variable`: a variable where AWS does not replace it, before the fifth colon of an ARN.
 * `malformed-value`: not of the form that the element or operator asks for (`s3`, a number that is none).
 */
export type InvalidCode = "unresolved-variable" | "misplaced-variable" | "malformed-value";

/** Matching one value: match, mismatch, or invalid; or unknown for a reason. */
export type Matching = Outcome | InvalidCode;

/**
 * What a complement (NotAction, NotResource, NotPrincipal, a negated operator) makes of a value that can match nothing:
 * a value that matches nothing excludes nothing, so the complement holds.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
// ASSUMPTION: AWS says only that an unresolved variable "might cause the entire statement to be invalid" (ADR 0011).
export const COMPLEMENT_OF_INVALID: Readonly<Record<InvalidCode, boolean>> = {
  "unresolved-variable": true,
  "misplaced-variable": true,
  "malformed-value": true,
};

/** The matching as an outcome of the value itself: what is invalid does not match. */
export function outcomeOf(matching: Matching): Outcome {
  return typeof matching === "string" ? false : matching;
}

/** The matching as an outcome of the complement. */
export function complementOf(matching: Matching): Outcome {
  if (typeof matching === "boolean") return !matching;
  return typeof matching === "string" ? COMPLEMENT_OF_INVALID[matching] : matching;
}
