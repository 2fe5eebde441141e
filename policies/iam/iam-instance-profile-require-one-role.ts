import { UNKNOWN } from "../../ec2/plain-value";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { INSTANCE_PROFILE_TYPE } from "../../stack-model/resource-types";
import { comesFrom, type StackResource } from "../../stack-model/stack-resource";
import { causeAt, type Finding } from "../findings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

const FIX = "role: role.name (the role's name, known at preview)";

export const iamInstanceProfileRequireOneRole: ResourcePolicyDeclaration = {
  kind: "resource",
  name: "iam-instance-profile-require-one-role",
  displayName: "Instance profiles hold one role",
  description: "Every instance profile holds exactly one role, by its name.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["iam", "ec2"],
  remediationSteps: "Give the profile the name of its role.",
  resourceType: INSTANCE_PROFILE_TYPE,
  properties: ["role"],
  judgeResource: (resource) => {
    const role = resource.properties["role"];
    if (role === undefined || role === null || role === "") {
      const problem = "`role` is not set, and instances with a profile without a role get no credentials";
      return [{ kind: "violation", resource, problem, fix: FIX }];
    }
    if (typeof role !== "string" || !role.startsWith("arn:")) return [];
    const problem = `\`role\` is the ARN \`${role}\`, and a profile takes the role's name`;
    return [{ kind: "violation", resource, problem, fix: FIX }];
  },
  judgeStack: {
    reads: (type) => type === INSTANCE_PROFILE_TYPE,
    onlyFor: INSTANCE_PROFILE_TYPE,
    judge: (resources) =>
      resources.filter((resource) => !isSettled(resource)).map((resource) => unknownRole(resource, resources)),
  },
};

/** Whether the role is known: of an unknown value it cannot be told whether it is the name, the id or the ARN of a role. */
function isSettled(resource: StackResource): boolean {
  return resource.type !== INSTANCE_PROFILE_TYPE || resource.inputs?.["role"] !== UNKNOWN;
}

function unknownRole(resource: StackResource, resources: readonly StackResource[]): Finding {
  const problem = comesFrom(resource, "role", ROLE_TYPE, resources)
    ? "`role` is not known at preview, so whether it is the name of the role, as it must be, or its ARN is not known either"
    : "`role` is not known at preview and comes from no role of this stack";
  return { kind: "notVerified", resource, problem, fix: FIX, causes: [causeAt(resource, "role")] };
}
