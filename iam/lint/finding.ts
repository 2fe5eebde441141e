/**
 * How serious a finding is, in AWS's terms: `error`: a part of the policy does not work; `securityWarning`: it allows
 * what is too much; `warning`: it is not what AWS recommends; `suggestion`: it can be simpler without changing access.
 * @see https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicyFinding.html
 */
export type Severity = "error" | "securityWarning" | "warning" | "suggestion";

/** One thing that lint found in a document. */
export interface Finding {
  /** AWS's issue code of policy validation in kebab-case: `pass-role-with-star-in-resource`. */
  readonly code: string;
  readonly severity: Severity;
  /** JSON pointer (RFC 6901) to the place. */
  readonly pointer: string;
  /** What was found, and why it matters. */
  readonly message: string;
  /** What to write instead. */
  readonly fix?: string;
}
