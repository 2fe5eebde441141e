import { findTrustedPrincipals, type TrustedPrincipals } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { roleOfProfile } from "../../stack-model/profile-roles";
import { isComponentType } from "../../stack-model/published-documents";
import { readDocument } from "../../stack-model/read-document";
import { INSTANCE_PROFILE_TYPE } from "../../stack-model/resource-types";
import type { StackDocument } from "../../stack-model/stack-document";
import { stackModelOf } from "../../stack-model/stack-model";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import type { Settings } from "../settings";

const EC2 = ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"];
const FIX =
  'assumeRolePolicy with Principal: { Service: "ec2.amazonaws.com" } alone, or declare the others in alsoTrusted';

export const iamInstanceProfileRequireEc2Trust: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-instance-profile-require-ec2-trust",
  displayName: "Roles of instances are EC2's alone",
  description: "The role of an instance profile may be assumed by EC2, and by nobody else unless declared.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "ec2", "trust"],
  remediationSteps: "Let the role trust EC2 alone, and make a role of its own for everybody else.",
  settings: {
    alsoTrusted: {
      type: "array",
      items: { type: "string" },
      description: "Principals beside EC2 that roles of instances may trust, as the trust policy writes them.",
      default: [],
    },
  },
  judgeStack: {
    reads: (type) => type === INSTANCE_PROFILE_TYPE || type === ROLE_TYPE || isComponentType(type),
    onlyFor: INSTANCE_PROFILE_TYPE,
    inputsOf: [ROLE_TYPE],
    judge: (resources, settings) => {
      const trusts = new Map(
        stackModelOf(resources)
          .documents.filter(({ policyType }) => policyType === "trust")
          .map((document) => [document.resource.urn, document]),
      );
      return resources.flatMap((profile) =>
        profile.type === INSTANCE_PROFILE_TYPE ? judgeProfile(profile, resources, trusts, settings) : [],
      );
    },
  },
};

function judgeProfile(
  profile: StackResource,
  resources: readonly StackResource[],
  trusts: ReadonlyMap<string, StackDocument>,
  settings: Settings,
): readonly Finding[] {
  const notVerified = (problem: string): readonly Finding[] => [
    {
      kind: "notVerified",
      resource: profile,
      problem,
      fix: "use a role of this stack whose trust policy is known at preview",
    },
  ];
  const found = roleOfProfile(profile, resources);
  if (found.kind === "none") return [];
  if (found.kind === "unknown") return notVerified(`${found.reason}, so whom it trusts is not known`);
  const label = labelOf(found.role);
  const trust = trusts.get(found.role.urn);
  const parsed = trust === undefined ? undefined : readDocument(trust);
  if (parsed?.kind !== "parsed")
    return notVerified(`the trust policy of ${label} is not known at preview or cannot be read`);
  const { trusted, reason }: TrustedPrincipals = findTrustedPrincipals(parsed.document);
  const problems = problemsOf(trusted, settings);
  if (problems.length > 0) {
    return [
      { kind: "violation", resource: profile, problem: `its role, ${label}, ${problems.join(" and ")}`, fix: FIX },
    ];
  }
  return reason === undefined ? [] : notVerified(`whom ${label} trusts is not decided: ${reason.message}`);
}

function problemsOf(trusted: TrustedPrincipals["trusted"], settings: Settings): readonly string[] {
  const allowed = [...EC2, ...(settings["alsoTrusted"] as readonly string[])];
  const others = trusted.filter(({ principal }) => !allowed.includes(principal));
  const names = [
    ...new Set(others.map(({ principal, statement }) => `\`${principal}\` (statement ${statement.statementIndex})`)),
  ];
  return [
    ...(trusted.some(({ principal }) => EC2.includes(principal)) ? [] : ["may not be assumed by EC2"]),
    ...(names.length === 0 ? [] : [`may be assumed by ${names.join(", ")}`]),
  ];
}
