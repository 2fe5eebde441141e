import type { Severity } from "@pulumi/policy";
import { labelOf, type StackResource } from "../stack-model/stack-resource";
import { joinProblems, type Problem } from "./join-problems";

/** What a judge has to say about one resource. */
export interface Finding extends Problem {
  /**
   * `violation`: the policy is broken. `notVerified`: a value that decides is not known, so nothing is proved.
   * `forgery`: a component says of its child what is not so; mandatory whatever the policy's level,
   * and never exempt.
   */
  readonly kind: "violation" | "notVerified" | "forgery";
  readonly resource: Pick<StackResource, "urn" | "type" | "name">;
  /** Property or statement, and what is wrong with it or missing; the resource's label is put before it. */
  readonly problem: string;
  /** What to write instead, or how to make the value known. */
  readonly fix: string;
  /**
   * The places that are wrong or not known, by `causeAt`: where policies to which this one yields report each of them, it
   * says nothing. Absent where the finding stands for itself.
   */
  readonly causes?: readonly string[];
}

/** How a place in a resource is named, so that findings of several policies about it are known to be about one cause. */
export function causeAt({ urn }: Pick<StackResource, "urn">, property: string, pointer = ""): string {
  return `${urn}#${property}${pointer}`;
}

/** How the text of a finding begins that says what is not proved. */
export const NOT_VERIFIED = "not verified: ";

/** The text of a finding as the CLI shows it. */
export function renderFinding(finding: Finding): string {
  const mark = finding.kind === "notVerified" ? NOT_VERIFIED : "";
  return `${mark}${labelOf(finding.resource)}: ${finding.problem}\nfix: ${finding.fix}`;
}

/** The severity of what is not verified, by that of its policy: nothing is known to be wrong, so it is never more than medium. */
export const NOT_VERIFIED_SEVERITY: Readonly<Record<Severity, Severity>> = {
  low: "low",
  medium: "medium",
  high: "medium",
  critical: "medium",
};

/** At least one finding. */
export type Findings = readonly [Finding, ...Finding[]];

/**
 * The findings as they are reported: what is not known of a resource comes together, the other findings stand each for
 * itself, in the order of the first of each.
 */
export function reportedTogether(findings: readonly Finding[]): readonly Findings[] {
  const groups = new Map<unknown, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = finding.kind === "notVerified" ? finding.resource.urn : finding;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

/** One finding of several on one resource: it lists what each says, and every way to mend it once. */
export function joinFindings(findings: Findings): Finding {
  const [first] = findings;
  const fix = [...new Set(findings.map((finding) => finding.fix))].join("; ");
  return { ...first, problem: joinProblems(findings), fix };
}
