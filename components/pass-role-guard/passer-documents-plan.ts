import { judgePassRoleReach, type NamedPolicy } from "../../iam";
import type { Problem } from "../plan";

const NAMES_PASS_ROLE = /^iam:pass/i;

/**
 * Refuses a document of the passer that names iam:PassRole and lets it pass every role, as the console's over-broad example
 * does (iam:PassRole, iam:ListInstanceProfiles and ec2:* on `*`): the guard gives what that is for. Who may pass roles as an
 * administrator, by `iam:*` or `*`, gains nothing by passing one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function overBroadPassing(policies: readonly NamedPolicy[]): readonly Problem[] {
  return policies.flatMap(({ id, document }) => {
    const answer = judgePassRoleReach(document);
    const named = (answer.kind === "granted" ? answer.statements : []).find(({ statementIndex }) =>
      document.statements[statementIndex]?.actions?.some((action) => NAMES_PASS_ROLE.test(action)),
    );
    return named === undefined
      ? []
      : [
          {
            property: `passer.documents.${id}`,
            message:
              `statement ${named.statementIndex} lets its holder pass every role of the account: leave iam:PassRole out of it, ` +
              `this guard lets \`roles\` be passed, and launched with \`launch: { profiles: [profile] }\` (at \`${named.pointer}\`)`,
          },
        ];
  });
}
