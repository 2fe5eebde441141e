import { z } from "zod";

import { INLINE_POLICY_NAME, keepsNameRule } from "../ec2/iam-names";
import { checkDocument, countedCharacters } from "./document-checks";
import type { Plan } from "./plan";
import { problemsOf } from "./plan";
import { policyDocument, statementSchema } from "./policy-statement";
import { checkBoundary } from "./role-boundary-plan";
import { ROLE_QUOTAS } from "./role-quotas-plan";

/** The arguments of an InstanceRoleGrant with every output resolved, or standing as a symbol. */
export interface InstanceRoleGrantInput {
  readonly policyName: unknown;
  readonly statements: unknown;
  /** The document of the role's permissions boundary, where it is made in the same program. */
  readonly boundaryDocument?: unknown;
}

/** What an InstanceRoleGrant adds to its role. */
export interface InstanceRoleGrantPlan {
  readonly document: object;
}

const argumentsSchema = z.object({
  policyName: z.string().refine((name) => keepsNameRule(name, INLINE_POLICY_NAME), {
    message: `expected ${INLINE_POLICY_NAME.expected}`,
  }),
  statements: z.array(statementSchema).min(1, { message: "expected at least one statement" }),
});

/** Decides the document of a grant, or refuses the arguments with every problem. */
export function planInstanceRoleGrant(input: InstanceRoleGrantInput): Plan<InstanceRoleGrantPlan> {
  const problems = problemsOf(argumentsSchema, input);
  if (problems.length > 0) {
    return { kind: "refused", problems };
  }
  const document = policyDocument((input as z.infer<typeof argumentsSchema>).statements);
  const check = checkDocument(document, "identity", "statements");
  const size = countedCharacters(document);
  const boundary = checkBoundary(input.boundaryDocument, [{ property: "statements", document }], {
    complete: true,
    property: "permissionsBoundary of the role",
  });
  const refused =
    size > ROLE_QUOTAS.inlineCharacters
      ? [
          {
            property: "statements",
            message: `got ${size} characters without white space, expected at most ${ROLE_QUOTAS.inlineCharacters}, which all inline policies of a role share`,
          },
        ]
      : [...check.problems, ...boundary.problems];
  return refused.length > 0
    ? { kind: "refused", problems: refused }
    : { kind: "planned", plan: { document }, warnings: check.warnings };
}
