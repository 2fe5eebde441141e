import { judgeActions } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { effectivePrincipal, principalArnPattern } from "../../stack-model/effective-principal";
import { LAUNCH_TEMPLATE_TYPE, templateFinder } from "../../stack-model/launch-templates";
import { stackModelOf, type StackModel } from "../../stack-model/stack-model";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import { templateUses } from "../../stack-model/template-uses";
import { isPlainObject } from "../../ec2/plain-value";
import type { Finding } from "../findings";
import { readsDocuments } from "../iam/document-judge";
import { renderStatements } from "../iam/render-difference";
import type { StackPolicyDeclaration } from "../policy-declaration";

const GROUP_TYPE = "aws:autoscaling/group:Group";

/** Calls by which a version that groups follow changes, by what they follow. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  $Latest: ["ec2:CreateLaunchTemplateVersion"],
  $Default: ["ec2:ModifyLaunchTemplate"],
};

export const autoscalingGroupDisallowTemplateWriters: StackPolicyDeclaration = {
  kind: "stack",
  name: "autoscaling-group-disallow-template-writers",
  displayName: "Followed templates have no other writers",
  description:
    "Nobody of the stack who may not pass every role writes a launch template that a group follows by $Latest or $Default.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["ec2", "iam", "pass-role"],
  remediationSteps: "Pin the version of the template in the group, or take the right to write the template away.",
  judgeStack: {
    reads: (type) => readsDocuments(type) || type === GROUP_TYPE || type === LAUNCH_TEMPLATE_TYPE,
    onlyFor: GROUP_TYPE,
    inputsOf: [ROLE_TYPE],
    judge: (resources) => {
      const model = stackModelOf(resources);
      return model.index.ofType(GROUP_TYPE).flatMap((group) => judgeGroup(group, model));
    },
  },
};

function judgeGroup(group: StackResource, model: StackModel): readonly Finding[] {
  const find = templateFinder(model.resources);
  const followed = new Map<string, string>();
  for (const { reference, property } of templateUses(group.type, group.properties)) {
    if (!isPlainObject(reference)) continue;
    const version = typeof reference["version"] === "string" ? reference["version"] : "$Default";
    if (!(version in WRITES)) continue;
    const inEffect = find(reference, group.propertyDependencies[property] ?? []);
    const { id } = inEffect.kind === "found" ? inEffect.template.properties : reference;
    followed.set(`arn:*:ec2:*:*:launch-template/${typeof id === "string" ? id : "*"}`, version);
  }
  return [...followed].flatMap(([template, version]) => writersOf(group, template, version, model));
}

function writersOf(group: StackResource, template: string, version: string, model: StackModel): readonly Finding[] {
  const fix =
    "version: template.latestVersion in the group, so that each change of the template passes the group's own checks";
  return model.principals.principals.flatMap((principal): readonly Finding[] => {
    const { subject } = effectivePrincipal(principal);
    const answer = judgeActions(subject, WRITES[version] ?? [], [template]);
    if (answer.kind === "notGranted" || mayPassAnyRole(subject, model)) return [];
    const label = labelOf(principal.resource);
    if (answer.kind === "unknown" || subject.boundaryGap !== undefined) {
      const reason = answer.kind === "unknown" ? answer.reason.message : (subject.boundaryGap ?? "");
      const problem = `it follows ${version}, and whether ${label} may write the template is not decided: ${reason}`;
      return [{ kind: "notVerified", resource: group, problem, fix }];
    }
    const by = renderStatements(answer.statements);
    const problem = `it follows ${version} of a template that ${label} may write, by ${by}: whoever writes it gives the instances any profile without iam:PassRole`;
    return [{ kind: "violation", resource: group, problem, fix }];
  });
}

/** Whoever may pass every role of the stack anyway gains nothing by writing the template. */
function mayPassAnyRole(subject: Parameters<typeof judgeActions>[0], model: StackModel): boolean {
  const roles = model.index.ofType(ROLE_TYPE).map(principalArnPattern);
  return ["arn:*:iam::*:role/*", ...roles].every(
    (role) => judgeActions(subject, ["iam:PassRole"], [role]).kind === "granted",
  );
}
