import { z } from "zod";

import { judgePassRoleReach, type NamedPolicy, parsePolicyDocument } from "../../iam";
import { isSymbolic, type Problem, problemsOf } from "../plan";

const passerSchema = z.strictObject({
  documents: z.record(z.string(), z.unknown(), { message: "expected the documents of the holder, by name" }),
  permissionsBoundary: z.unknown().optional(),
  tags: z.unknown().optional(),
});

/** Checks `passer`, in which a symbol stands for what is not known, and for resources. */
export function passerProblems(passer: unknown): readonly Problem[] {
  if (passer === undefined) return [];
  const problems = problemsOf(z.object({ passer: passerSchema }), { passer });
  if (problems.length > 0) return problems;
  const { documents } = passer as { readonly documents: Readonly<Record<string, unknown>> };
  return Object.entries(documents).flatMap(([name, document]) => {
    if (typeof document === "string" && isSymbolic(document)) return [];
    const read = parsePolicyDocument(document, { policyType: "identity" });
    const issues = read.kind === "invalid" && !isSymbolic(JSON.stringify(document)) ? read.issues : [];
    return issues.map(({ pointer, message }) => ({
      property: `passer.documents.${name}`,
      message: pointer === "" ? message : `${message} (at \`${pointer}\`)`,
    }));
  });
}

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
