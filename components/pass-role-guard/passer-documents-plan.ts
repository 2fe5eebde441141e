import { z } from "zod";

import {
  checkContainment,
  judgePassRoleReach,
  judgePermissionCalls,
  parsePolicyDocument,
  type PolicyDocument,
  type StatementReference,
} from "../../iam";
import { ownDocument } from "../own-document";
import { isSymbolic, type Problem, problemsOf, tagsSchema } from "../plan";
import type { KnownPermissions } from "../role-permissions";

const passerSchema = z.strictObject({
  documents: z.record(z.string(), z.unknown(), { message: "expected the documents of the holder, by name" }),
  permissionsBoundary: z.unknown().optional(),
  tags: tagsSchema.optional(),
});

/** Checks `passer`, in which a symbol stands for what is not known, and for resources. */
export function passerProblems(passer: unknown): readonly Problem[] {
  if (passer === undefined) return [];
  const problems = problemsOf(z.object({ passer: passerSchema }), { passer });
  if (problems.length > 0) return problems;
  const { documents, permissionsBoundary } = passer as {
    readonly documents: Readonly<Record<string, unknown>>;
    readonly permissionsBoundary?: unknown;
  };
  return [
    ...Object.entries(documents).flatMap(([name, document]) => unreadable(`passer.documents.${name}`, document)),
    ...(permissionsBoundary === undefined ? [] : unreadable("passer.permissionsBoundary", permissionsBoundary)),
  ];
}

function unreadable(property: string, document: unknown): readonly Problem[] {
  if (typeof document === "string" && isSymbolic(document)) return [];
  if (typeof document === "string" && document.startsWith("arn:")) {
    return [
      {
        property,
        message: `got \`${document}\`, expected the document, or the resource that holds it: an ARN does not say it`,
      },
    ];
  }
  const read = parsePolicyDocument(document, { policyType: "identity" });
  const issues = read.kind === "invalid" && !isSymbolic(JSON.stringify(document)) ? read.issues : [];
  return issues.map(({ pointer, message }) => ({
    property,
    message: pointer === "" ? message : `${message} (at \`${pointer}\`)`,
  }));
}

const ALL_OF_IAM = ownDocument({ Effect: "Allow", Action: "iam:*", Resource: "*" }, "identity");

/** Documents of the passer that are refused, and those of which it is not decided. */
export interface PasserCheck {
  readonly problems: readonly Problem[];
  readonly notVerified: readonly Problem[];
}

/**
 * Refuses those of the passer's documents with a name of `given` that let it pass every role, however their actions are
 * written, as the console's over-broad example does (iam:PassRole, iam:ListInstanceProfiles and ec2:* on `*`): the guard gives
 * what that is for. Who may pass roles by a statement that gives all of IAM, by `iam:*` or `*`, is an administrator, who
 * gains nothing by passing one: unless the statement's conditions, a Deny statement of any policy or the boundary keep from
 * it a call that gives permissions.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function overBroadPassing(passer: KnownPermissions, given: readonly string[]): PasserCheck {
  const found = passer.policies
    .filter(({ id }) => given.includes(id))
    .map(({ id, document }) => {
      const property = `passer.documents.${id}`;
      const answer = judgePassRoleReach(document);
      if (answer.kind === "unknown") {
        const message = `not verified: whether it lets its holder pass every role of the account: ${answer.reason.message}`;
        return { problems: [], notVerified: [{ property, message }] };
      }
      const passing = (answer.kind === "granted" ? answer.statements : []).find(
        ({ statementIndex }) => !makesAdministrator(passer, document, statementIndex),
      );
      return { problems: passing === undefined ? [] : [passesEveryRole(property, passing)], notVerified: [] };
    });
  return {
    problems: found.flatMap(({ problems }) => problems),
    notVerified: found.flatMap(({ notVerified }) => notVerified),
  };
}

function passesEveryRole(property: string, { statementIndex, pointer }: StatementReference): Problem {
  return {
    property,
    message:
      `statement ${statementIndex} lets its holder pass every role of the account: leave iam:PassRole out of it, ` +
      `this guard lets \`roles\` be passed, and launched with \`launch: { profiles: [profile] }\` (at \`${pointer}\`)`,
  };
}

/** Whether a statement gives every action of IAM on everything, and lets the passer give permissions beside all that denies. */
function makesAdministrator({ policies, boundary }: KnownPermissions, from: PolicyDocument, index: number): boolean {
  const statement = from.statements[index];
  if (statement === undefined) return false;
  const unconditional = { ...from, statements: [{ ...statement, conditions: [] }] };
  if (checkContainment(ALL_OF_IAM, unconditional).kind !== "contained") return false;
  const identity = policies.map(({ id, document }) => ({
    id,
    document: {
      ...document,
      statements: document.statements.filter((one) => one === statement || one.effect === "Deny"),
    },
  }));
  return judgePermissionCalls({ identity, ...(boundary && { permissionsBoundary: boundary }) }).kind === "granted";
}
