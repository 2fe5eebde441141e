import { findTrustedPrincipals, type StatementReference, type TrustedPrincipals } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { roleOfProfile } from "../../stack-model/profile-roles";
import { isComponentType } from "../../stack-model/published-documents";
import { readDocument } from "../../stack-model/read-document";
import { INSTANCE_PROFILE_TYPE } from "../../stack-model/resource-types";
import type { StackDocument } from "../../stack-model/stack-document";
import { stackModelOf } from "../../stack-model/stack-model";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import { causeAt, type Finding } from "../findings";
import { causesIn } from "./document-judge";
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
  yieldsTo: [
    "iam-document-require-valid",
    "iam-instance-profile-require-one-role",
    "iam-role-disallow-public-trust",
    "iam-role-disallow-foreign-trust",
  ],
  remediationSteps: "Let the role trust EC2 alone, and make a role of its own for everybody else.",
  settings: {
    alsoTrusted: {
      type: "array",
      items: {
        type: "string",
        pattern:
          "^(arn:[^:]+:(iam|sts)::[^:]*:.+|[0-9]{12}|[0-9a-z.-]+[.][0-9a-z.-]+(/.*)?|A[0-9A-Z]{15,}|[0-9a-f]{64})$",
        description: "a principal by its full name, such as `lambda.amazonaws.com`, an ARN or an account id",
      },
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
  const notVerified = (problem: string, causes: readonly string[] = []): readonly Finding[] => [
    {
      kind: "notVerified",
      resource: profile,
      problem,
      fix: "use a role of this stack whose trust policy is known at preview",
      causes,
    },
  ];
  const found = roleOfProfile(profile, resources);
  if (found.kind === "none") return [];
  if (found.kind === "unknown") {
    return notVerified(`${found.reason}, so whom it trusts is not known`, [causeAt(profile, "role")]);
  }
  const label = labelOf(found.role);
  const trust = trusts.get(found.role.urn);
  const parsed = trust === undefined ? undefined : readDocument(trust);
  if (trust === undefined || parsed?.kind !== "parsed") {
    const cause = causeAt(found.role, "assumeRolePolicy");
    return notVerified(`the trust policy of ${label} is not known at preview or cannot be read`, [cause]);
  }
  const { trusted, reason }: TrustedPrincipals = findTrustedPrincipals(parsed.document);
  const { problems, statements } = problemsOf(trusted, settings);
  if (problems.length > 0) {
    const problem = `its role, ${label}, ${problems.join(" and ")}`;
    return [{ kind: "violation", resource: profile, problem, fix: FIX, causes: causesIn(trust, statements) }];
  }
  return reason === undefined ? [] : notVerified(`whom ${label} trusts is not decided: ${reason.message}`);
}

/** What is wrong, and the statements by which it is, where they are all of it. */
function problemsOf(
  trusted: TrustedPrincipals["trusted"],
  settings: Settings,
): { readonly problems: readonly string[]; readonly statements: readonly StatementReference[] } {
  const allowed = [...EC2, ...(settings["alsoTrusted"] as readonly string[])];
  const others = trusted.filter(({ principal }) => !allowed.includes(principal));
  const names = [
    ...new Set(others.map(({ principal, statement }) => `\`${principal}\` (statement ${statement.statementIndex})`)),
  ];
  const trustsEc2 = trusted.some(({ principal }) => EC2.includes(principal));
  return {
    problems: [
      ...(trustsEc2 ? [] : ["may not be assumed by EC2"]),
      ...(names.length === 0 ? [] : [`may be assumed by ${names.join(", ")}`]),
    ],
    statements: trustsEc2 ? others.map(({ statement }) => statement) : [],
  };
}
