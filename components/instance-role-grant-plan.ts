import { z } from "zod";

import { INLINE_POLICY_NAME, keepsNameRule } from "../ec2/iam-names";
import { broadAccessSchema, checkBroadAccess } from "./broad-access-plan";
import { checkDocument, countedCharacters } from "./document-checks";
import { awsManagedDocument } from "./managed-policy-plan";
import type { Plan } from "./plan";
import { problemsOf } from "./plan";
import { policyDocument, statementSchema } from "./policy-statement";
import { checkBoundary, knownBoundary } from "./role-boundary-plan";
import { ROLE_QUOTAS } from "./role-quotas-plan";

/** The arguments of an InstanceRoleGrant with every output resolved, or standing as a symbol. */
export interface InstanceRoleGrantInput {
  readonly policyName: unknown;
  readonly statements: unknown;
  readonly allowBroadAccess?: unknown;
  /** The ARN of the role's permissions boundary; absent where its document is known. */
  readonly permissionsBoundary?: unknown;
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
  allowBroadAccess: broadAccessSchema.optional(),
});

/** Decides the document of a grant, or refuses the arguments with every problem. */
export function planInstanceRoleGrant(input: InstanceRoleGrantInput): Plan<InstanceRoleGrantPlan> {
  const problems = problemsOf(argumentsSchema, input);
  if (problems.length > 0) {
    return { kind: "refused", problems };
  }
  const document = policyDocument((input as z.infer<typeof argumentsSchema>).statements);
  const found = [
    checkDocument(document, "identity", "statements"),
    ...checkAccess(input, document),
    checkSize(document),
  ];
  const refused = found.flatMap((each) => each.problems);
  return refused.length > 0
    ? { kind: "refused", problems: refused }
    : { kind: "planned", plan: { document }, warnings: found.flatMap((each) => each.warnings) };
}

/** What the document allows: too much, or nothing within the boundary of the role. */
function checkAccess(input: InstanceRoleGrantInput, document: object) {
  const documents = [{ property: "statements", document }];
  const boundary = input.boundaryDocument ?? awsManagedDocument(input.permissionsBoundary);
  const known = knownBoundary(input.boundaryDocument ?? input.permissionsBoundary, boundary);
  return [
    checkBoundary(boundary, documents, { complete: true, property: "permissionsBoundary of the role" }),
    ...(input.allowBroadAccess === undefined ? [checkBroadAccess(documents, known)] : []),
  ];
}

function checkSize(document: object) {
  const size = countedCharacters(document);
  const message = `got ${size} characters without white space, expected at most ${ROLE_QUOTAS.inlineCharacters}, which all inline policies of a role share`;
  return { problems: size > ROLE_QUOTAS.inlineCharacters ? [{ property: "statements", message }] : [], warnings: [] };
}
