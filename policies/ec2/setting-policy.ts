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
      const property = judgement.kind === "unset" ? undefined : judgement.property;
      const causes = property === undefined ? {} : { causes: [causeAt(resource, property)] };
      const kind = judgement.kind === "unknown" ? "notVerified" : "violation";
      return [{ kind, resource, problem, fix, ...causes }];
    },
  };
}
