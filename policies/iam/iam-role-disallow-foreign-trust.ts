import { findUnconditionalTrust, type StatementReference, type UnconditionalTrust } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { readDocument } from "../../stack-model/read-document";
import type { StackDocument } from "../../stack-model/stack-document";
import { stackModelOf, type StackModel } from "../../stack-model/stack-model";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { causesIn, notRead, readsDocuments } from "./document-judge";
import { judgedOnce } from "./judged-once";
import { nameOf } from "./document-rule";

const FIX =
  'add a condition, such as StringEquals: { "sts:ExternalId": "…" } or { "aws:PrincipalOrgID": "o-…" }, or name the account in trustedAccounts';

export const iamRoleDisallowForeignTrust: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-role-disallow-foreign-trust",
  displayName: "No foreign trust without a condition",
  description: "Trust policies let principals of other accounts assume the role only under a condition.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "trust"],
  yieldsTo: ["iam-document-require-valid", "iam-role-disallow-public-trust"],
  remediationSteps: "Ask for an external id or the organisation, or declare the account as trusted.",
  settings: {
    trustedAccounts: {
      type: "array",
      items: { type: "string" },
      description: "Account ids that roles may trust without a condition, such as the stack's own.",
      default: [],
    },
  },
  checkSettings: (settings) =>
    (settings["trustedAccounts"] as readonly string[]).flatMap((account, index) =>
      /^\d{12}$/.test(account)
        ? []
        : [
            {
              path: ["trustedAccounts", index] as const,
              message: `got \`${account}\`, expected an account id of 12 digits`,
            },
          ],
    ),
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources, settings) => {
      const model = stackModelOf(resources);
      const trusted = settings["trustedAccounts"] as readonly string[];
      return model.documents.flatMap((document) => judgeTrust(document, model, trusted));
    },
  },
};

const unconditionalTrust = judgedOnce((document) => findUnconditionalTrust(document));

function judgeTrust(document: StackDocument, model: StackModel, trusted: readonly string[]): readonly Finding[] {
  if (document.policyType !== "trust") return [];
  const parsed = readDocument(document);
  if (parsed?.kind !== "parsed") return notRead(document, parsed, model);
  const own = ownAccount(model);
  const found = unconditionalTrust(parsed.document).filter(
    ({ account }) => account === undefined || !(account === own || trusted.includes(account)),
  );
  const { resource, property } = document;
  const foreign = found.filter(({ account }) => account !== undefined && own !== undefined);
  const undecided = found.filter((one) => !foreign.includes(one));
  const violations: readonly Finding[] =
    foreign.length === 0
      ? []
      : [
          {
            kind: "violation",
            resource,
            problem: `\`${property}\` lets ${namesOf(foreign)} of other accounts assume the role without an effective condition`,
            fix: FIX,
            causes: causesIn(document, statementsOf(foreign)),
          },
        ];
  if (undecided.length === 0) return violations;
  const problem = `\`${property}\` lets ${namesOf(undecided)} assume the role without an effective condition, and whether that is the stack's own account is not known at preview`;
  const causes = causesIn(document, statementsOf(undecided));
  return [...violations, { kind: "notVerified", resource, problem, fix: FIX, causes }];
}

function statementsOf(found: readonly UnconditionalTrust[]): readonly StatementReference[] {
  return found.map(({ statement }) => statement);
}

function namesOf(found: readonly UnconditionalTrust[]): string {
  return found.map(({ principal, statement }) => `\`${principal}\` (${nameOf(statement)})`).join(", ");
}

/** The account of the stack's roles, where an ARN of one of them is known. */
function ownAccount({ index }: StackModel): string | undefined {
  for (const { properties } of index.ofType(ROLE_TYPE)) {
    const { arn } = properties;
    const account = typeof arn === "string" ? arn.split(":")[4] : undefined;
    if (account !== undefined && account !== "") return account;
  }
  return undefined;
}
