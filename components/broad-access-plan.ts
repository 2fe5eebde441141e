import { judgePassRoleReach, type PolicyDocument } from "../iam";
import type { Problem } from "./plan";

const NAMES_PASS_ROLE = /^iam:pass/i;

/**
 * Refuses a document that names iam:PassRole and lets its holder pass any role, as the console's over-broad example does
 * (iam:PassRole, iam:ListInstanceProfiles and ec2:* on `*`), with the guard that replaces it. Documents that grant it by
 * `iam:*` or `*` are the policy pack's.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function overBroadPassing(document: PolicyDocument, property: string): readonly Problem[] {
  const answer = judgePassRoleReach(document);
  if (answer.kind !== "granted") return [];
  const named = answer.statements.find(({ statementIndex }) =>
    document.statements[statementIndex]?.actions?.some((action) => NAMES_PASS_ROLE.test(action)),
  );
  return named === undefined
    ? []
    : [
        {
          property,
          message:
            `statement ${named.statementIndex} lets its holder pass every role of the account, and so gain all that any of them may do: ` +
            "leave iam:PassRole out, and use `new PassRoleGuard(name, { user, roles: [role], launch: { profiles: [profile] } })`, " +
            `which names the roles, EC2 and what may be launched (at \`${named.pointer}\`)`,
        },
      ];
}
