import { ROLE_TYPE } from "../../stack-model/document-properties";
import {
  judgePassedRoleOf,
  passedRoles,
  type PassedRole,
  type PassingVerdict,
} from "../../stack-model/passed-role-gain";
import { subjectOfPrincipal } from "../../stack-model/principal-subject";
import { isMeaningOpen } from "../../stack-model/resource-grants";
import { type StackModel, stackModelOf } from "../../stack-model/stack-model";
import { labelOf } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { documentsOf, readsDocuments } from "./document-judge";
import { NAME_BY_ARN_OF } from "./how-to-verify";
import { MAKE_KNOWN } from "./principal-judge";
import { renderRequest, renderStatements } from "./render-difference";
import { causesByGroup, causesByUnread } from "./shared-causes";

const NAME = "iam-role-disallow-pass-role-gain";
const ACCEPT = "accept it with allowGain: [{ role, reason }] of the passer's PassRoleGuard";
const FIX = `take the permission from the passed role, give it to the passer, or let the passer pass another role`;

/** What to do where the passer is meant to do so: one who deploys what runs with more permissions than its own. */
function fixFor(passer: Finding["resource"]): string {
  const exemption = `exemptions: [{ urn: "*::${passer.type}::${passer.name}", reason, expires }] of this policy`;
  return `${FIX}; where it is meant to, as one who deploys what runs with the role, ${ACCEPT}, or where no guard lets it pass the role, by ${exemption}`;
}

/** What makes the answer known, by what is missing for it. */
const FIXES = {
  policy: `${MAKE_KNOWN}; what a policy of elsewhere allows, decide where it is made, or ${ACCEPT}`,
  value: `${MAKE_KNOWN}; or ${ACCEPT}`,
  principal: `the next preview after the passer and the role exist decides it; until then, name the caller in their policies, or ${ACCEPT}`,
  answer: `write the policies of both with fewer wildcards and conditions, so that they can be compared, or ${ACCEPT}`,
} as const;

export const iamRoleDisallowPassRoleGain: StackPolicyDeclaration = {
  kind: "stack",
  name: NAME,
  displayName: "No gain by passing a role",
  description: "Nobody of the stack may pass a role of the stack that may do more than they may.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "pass-role", "least-privilege"],
  yieldsTo: [NAME, "iam-policy-disallow-admin-access"],
  remediationSteps: "Take from the role what its passers may not do, or let others pass it.",
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources) => {
      const model = stackModelOf(resources);
      return passedRoles(model).flatMap((passed) => findingOf(passed, model));
    },
  },
};

function findingOf({ passer, role, passedBy, undecided }: PassedRole, model: StackModel): readonly Finding[] {
  const { resource } = passer;
  const label = labelOf(role.resource);
  const verdict = judgePassedRoleOf(passer, role, model);
  switch (verdict.kind) {
    case "contained":
    case "gainAccepted":
      return [];
    case "unknown": {
      const problem = `whether it gains by passing ${label} is not decided: ${verdict.reason}`;
      const gaps = [passer, role].flatMap((one) => subjectOfPrincipal(one).gaps);
      const causes = gaps.includes(verdict.reason) ? causesByUnread([passer, role]) : [];
      return [{ kind: "notVerified", resource, problem, about: label, fix: fixOfUnknown(verdict), causes }];
    }
    case "gain": {
      const { counterexample, allowedBy } = verdict.gain;
      const gained = `gains ${renderRequest(counterexample)}, which the role is allowed by ${renderStatements(allowedBy)}`;
      if (undecided !== undefined) {
        const problem = `whether it may pass ${label} is not decided: ${undecided}; if so, it ${gained}`;
        return [
          {
            kind: "notVerified",
            resource,
            problem,
            about: label,
            fix: `name the roles in the Resource of iam:PassRole; ${fixFor(resource)}`,
          },
        ];
      }
      const notCounted = verdict.notCounted.map((reason) => `; ${reason}`).join("");
      const problem = `may pass ${label}, by ${renderStatements(passedBy)}, and so ${gained}${notCounted}`;
      const causes = causesByGroup(passer, documentsOf(passer, passedBy), `pass ${role.resource.urn}`, model);
      return [{ kind: "violation", resource, problem, fix: fixFor(resource), causes }];
    }
  }
}

function fixOfUnknown({ missing, reason }: Extract<PassingVerdict, { kind: "unknown" }>): string {
  return isMeaningOpen(reason) ? `${NAME_BY_ARN_OF}; or ${ACCEPT}` : FIXES[missing];
}
