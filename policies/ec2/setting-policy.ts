import type { SettingJudgement } from "../../ec2/service-metadata-settings";
import type { PlainObject } from "../../ec2/plain-value";
import { causeAt } from "../findings";
import type { PolicyMetadata, ResourcePolicyDeclaration } from "../policy-declaration";

/** A policy on one setting of one resource type, which decides alone whether instances accept IMDSv1. */
export interface SettingPolicy
  extends
    Pick<PolicyMetadata, "name" | "displayName" | "description" | "remediationSteps">,
    Partial<Pick<PolicyMetadata, "severity" | "enforcementLevel" | "tags">> {
  readonly resourceType: string;
  /** The properties that it reads. */
  readonly properties: readonly string[];
  readonly judge: (properties: PlainObject) => SettingJudgement;
  /** What to write. */
  readonly fix: string;
}

/** Makes the declaration of such a policy; severity high, mandatory, tagged `imdsv2` where it says nothing else. */
export function settingPolicy({ judge, fix, ...policy }: SettingPolicy): ResourcePolicyDeclaration {
  return {
    kind: "resource",
    severity: "high",
    enforcementLevel: "mandatory",
    tags: ["ec2", "imdsv2"],
    ...policy,
    judgeResource: (resource) => {
      const judgement = judge(resource.properties);
      if (judgement.kind === "compliant") return [];
      const { problem } = judgement;
      if (judgement.kind !== "unknown") return [{ kind: "violation", resource, problem, fix }];
      return [{ kind: "notVerified", resource, problem, fix, causes: [causeAt(resource, judgement.property)] }];
    },
  };
}
