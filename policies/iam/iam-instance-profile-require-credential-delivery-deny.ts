import { judgeOldCredentialDelivery } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { effectivePrincipal } from "../../stack-model/effective-principal";
import { roleOfProfile } from "../../stack-model/profile-roles";
import { INSTANCE_PROFILE_TYPE } from "../../stack-model/resource-types";
import { stackModelOf, type StackModel } from "../../stack-model/stack-model";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { readsDocuments } from "./document-judge";

const FIX =
  'deny what IMDSv1 delivers: { Effect: "Deny", Action: "*", Resource: "*", Condition: { NumericLessThan: { "ec2:RoleDelivery": "2.0" } } }, ' +
  "or InstanceRole of pulumi-ec2-identity with denyCredentialsFromImdsV1";

export const iamInstanceProfileRequireCredentialDeliveryDeny: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-instance-profile-require-credential-delivery-deny",
  displayName: "Credentials of IMDSv1 are worthless",
  description: "The role of an instance profile denies everything to credentials that IMDSv1 delivered.",
  severity: "medium",
  enforcementLevel: "disabled",
  tags: ["iam", "ec2", "imdsv2"],
  remediationSteps: "Add a Deny of all actions where ec2:RoleDelivery is less than 2.0 to the role.",
  judgeStack: {
    reads: (type) => readsDocuments(type) || type === INSTANCE_PROFILE_TYPE,
    onlyFor: INSTANCE_PROFILE_TYPE,
    inputsOf: [ROLE_TYPE],
    judge: (resources) => {
      const model = stackModelOf(resources);
      return model.index.ofType(INSTANCE_PROFILE_TYPE).flatMap((profile) => judgeProfile(profile, model));
    },
  },
};

function judgeProfile(profile: StackResource, model: StackModel): readonly Finding[] {
  const found = roleOfProfile(profile, model.resources);
  if (found.kind === "none") return [];
  const notVerified = (reason: string): readonly Finding[] => [
    {
      kind: "notVerified",
      resource: profile,
      problem: `whether credentials of IMDSv1 are worthless is not decided: ${reason}`,
      fix: FIX,
    },
  ];
  if (found.kind === "unknown") return notVerified(found.reason);
  const role = model.principals.principals.find(({ resource }) => resource.urn === found.role.urn);
  if (role === undefined) return notVerified("its role is not known");
  const { subject } = effectivePrincipal(role);
  const answer = judgeOldCredentialDelivery(subject);
  if (answer.kind === "notGranted") {
    const [gap] = subject.gaps;
    return gap === undefined ? [] : notVerified(gap);
  }
  if (answer.kind === "unknown") return notVerified(answer.reason.message);
  const problem = `its role, ${labelOf(found.role)}, may do \`${answer.request.action}\` with credentials that IMDSv1 delivered`;
  return [{ kind: "violation", resource: profile, problem, fix: FIX }];
}
