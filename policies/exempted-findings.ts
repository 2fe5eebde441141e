import type { ReportViolation } from "@pulumi/policy";

/** What a policy found at a resource that its configuration exempts: the SDK is not told, the report may be. */
export interface ExemptedFinding {
  readonly urn: string;
  readonly message: string;
  /** Why the resource is exempt, as the exemption says. */
  readonly reason: string;
  /** The last day of the exemption, `YYYY-MM-DD`. */
  readonly expires: string;
}

type Witness = (finding: ExemptedFinding) => void;

const witnesses = new WeakMap<object, Witness>();

/** Lets `witness` hear of the findings at exempt resources that policies make which are given that report function. */
export function witnessExempted(report: ReportViolation, witness: Witness): void {
  witnesses.set(report, witness);
}

/** Whoever listens to the report function is told of a finding at an exempt resource; nobody else is. */
export function tellExempted(report: ReportViolation, finding: ExemptedFinding): void {
  witnesses.get(report)?.(finding);
}
