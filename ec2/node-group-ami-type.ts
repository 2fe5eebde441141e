import { UNKNOWN, type PlainValue } from "./plain-value";

/** What the AMI type of an EKS node group without a launch template means for IMDSv1. */
export type AmiTypeJudgement =
  | { readonly kind: "compliant" }
  | { readonly kind: "violation"; readonly problem: string }
  | { readonly kind: "unknown"; readonly problem: string };

/**
 * Decides whether the default metadata options of a managed node group's AMI type require IMDSv2: those of Amazon Linux
 * 2023 do, those of Amazon Linux 2 do not; of other types AWS does not say.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 */
export function judgeNodeGroupAmiType(amiType: PlainValue | undefined): AmiTypeJudgement {
  if (amiType === UNKNOWN) return { kind: "unknown", problem: "`amiType` is not known at preview" };
  if (typeof amiType !== "string" || amiType === "") {
    return {
      kind: "violation",
      problem: "`amiType` is not set, so the cluster's version decides whether IMDSv1 is accepted",
    };
  }
  if (amiType.startsWith("AL2023_")) return { kind: "compliant" };
  if (amiType.startsWith("AL2_")) {
    return { kind: "violation", problem: `the nodes of \`amiType\` \`${amiType}\` accept IMDSv1` };
  }
  return {
    kind: "unknown",
    problem: `whether the nodes of \`amiType\` \`${amiType}\` accept IMDSv1 is not documented`,
  };
}
