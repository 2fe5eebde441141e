import { z } from "zod";

import {
  checkContainment,
  judgePassRoleReach,
  type NamedPolicy,
  parsePolicyDocument,
  type PolicyDocument,
  type StatementReference,
} from "../../iam";
import { ownDocument } from "../own-document";
import { isSymbolic, type Problem, problemsOf, tagsSchema } from "../plan";

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
 * Refuses a document of the passer that lets it pass every role, however its actions are written, as the console's over-broad
 * example does (iam:PassRole, iam:ListInstanceProfiles and ec2:* on `*`): the guard gives what that is for. Who may pass roles
 * by a statement that gives all of IAM, by `iam:*` or `*`, is an administrator, who gains nothing by passing one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function overBroadPassing(policies: readonly NamedPolicy[]): PasserCheck {
  const found = policies.map(({ id, document }) => {
    const property = `passer.documents.${id}`;
    const answer = judgePassRoleReach(document);
    if (answer.kind === "unknown") {
      const message = `not verified: whether it lets its holder pass every role of the account: ${answer.reason.message}`;
      return { problems: [], notVerified: [{ property, message }] };
    }
    const passing = (answer.kind === "granted" ? answer.statements : []).find(
      ({ statementIndex }) => !givesAllOfIam(document, statementIndex),
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

/** Whether a statement gives every action of IAM on everything, under whatever conditions. */
function givesAllOfIam(document: PolicyDocument, index: number): boolean {
  const statement = document.statements[index];
  if (statement === undefined) return false;
  const alone = { ...document, statements: [{ ...statement, conditions: [] }] };
  return checkContainment(ALL_OF_IAM, alone).kind === "contained";
}
