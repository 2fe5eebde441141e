import { z } from "zod";

import { IAM_PATH, keepsNameRule, ROLE_NAME } from "../../ec2/iam-names";
import { type PolicySymbol, STAND_IN_PARTITION } from "../../iam";
import { broadAccessSchema } from "../broad-access-plan";
import { checkDocument } from "../document-checks";
import { isPolicyArn, managedPoliciesSchema } from "../managed-policy-plan";
import { flag, isSymbolic, knownOr, knownText, type Plan, type Problem, problemsOf, tagsSchema } from "../plan";
import { conditionsSchema, type PlainStatement, policyDocument, statementSchema } from "../policy-statement";
import { checkRoleAccess } from "../role-access-plan";
import { checkQuotas } from "../role-quotas-plan";
import { checkAccounts } from "./accounts-plan";
import { type Agreement, checkAgreement } from "./agreement-plan";
import { grantDocument } from "./cross-account-grant-plan";
import { principalSchema, repeated } from "./trusted-schema-plan";

/** The arguments of a CrossAccountRole with every output resolved, or standing as a symbol. */
export interface CrossAccountRoleInput {
  /** Whether the principals get their policies from the same program. */
  readonly grants: boolean;
  readonly partition: string;
  readonly accountId: string;
  /** ARNs of the roles and users that are trusted. */
  readonly principals: readonly unknown[];
  readonly externalId?: unknown;
  readonly sourceAccount?: unknown;
  readonly organizationId?: unknown;
  readonly trustConditions?: unknown;
  readonly name?: unknown;
  readonly path?: unknown;
  readonly description?: unknown;
  readonly maxSessionDuration?: unknown;
  readonly permissionsBoundary?: unknown;
  readonly statements?: unknown;
  /** ARNs, by the names of the attachments. */
  readonly managedPolicies?: unknown;
  /** Documents of those managed policies that are made in the same program, likewise. */
  readonly managedDocuments?: Readonly<Record<string, unknown>>;
  /** The document of the permissions boundary, where it is made in the same program. */
  readonly boundaryDocument?: unknown;
  readonly exclusive?: unknown;
  readonly tags?: unknown;
  readonly allowBroadAccess?: unknown;
}

/** The documents of the role. */
export interface CrossAccountRolePlan {
  readonly trustPolicy: object;
  /** Absent where no statements were given. */
  readonly permissions?: object;
}

/** Name of the inline policy that holds `statements`. */
export const PERMISSIONS_POLICY = "permissions";

const DURATION = "expected 3600 to 43200 (seconds)";

const argumentsSchema = z.object({
  principals: z.array(principalSchema, { message: "expected a list of roles and users" }),
  externalId: knownText(
    (id) => /^[\w+=,.@:/-]{2,1224}$/.test(id),
    "an external id of 2 to 1224 letters, digits and `+=,.@:/-_`",
  ).optional(),
  sourceAccount: knownText((id) => /^\d{12}$/.test(id), "an account id of twelve digits, without hyphens").optional(),
  organizationId: knownText((id) => /^o-[a-z0-9]{10,32}$/.test(id), "the id of an organisation (`o-…`)").optional(),
  trustConditions: conditionsSchema.optional(),
  name: knownText((name) => keepsNameRule(name, ROLE_NAME), ROLE_NAME.expected).optional(),
  path: knownText((path) => keepsNameRule(path, IAM_PATH), IAM_PATH.expected).optional(),
  description: z.string().max(1000, { message: "expected at most 1000 characters" }).optional(),
  maxSessionDuration: knownOr(
    z.number().int().min(3600, { message: DURATION }).max(43_200, { message: DURATION }),
  ).optional(),
  permissionsBoundary: knownText(
    isPolicyArn,
    "the ARN of a managed policy (`arn:<partition>:iam::<account>:policy/<name>`)",
  ).optional(),
  statements: z.array(statementSchema).optional(),
  managedPolicies: managedPoliciesSchema.optional(),
  exclusive: flag.optional(),
  tags: tagsSchema.optional(),
  allowBroadAccess: broadAccessSchema.optional(),
});

interface Checked {
  readonly grants: boolean;
  readonly partition: string;
  readonly accountId: string;
  readonly principals: readonly string[];
  readonly externalId?: string;
  readonly sourceAccount?: string;
  readonly organizationId?: string;
  readonly trustConditions?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
  readonly name?: string;
  readonly path?: string;
  readonly managedPolicies?: Readonly<Record<string, string>>;
  readonly statements?: readonly PlainStatement[];
}

/**
 * Decides the documents of a role that another account assumes, or refuses the arguments with every problem; `symbols` are
 * what placeholders in them stand for.
 */
export function planCrossAccountRole(
  input: CrossAccountRoleInput,
  symbols: readonly PolicySymbol[] = [],
): Plan<CrossAccountRolePlan> {
  const problems = problemsOf(argumentsSchema, input);
  if (problems.length > 0) return { kind: "refused", problems };
  const given = input as unknown as Checked;
  const wrong = combinationProblems(given, symbols);
  if (wrong.length > 0) return { kind: "refused", problems: wrong };
  const trustPolicy = trustDocument(given);
  const permissions = given.statements?.length ? policyDocument(given.statements) : undefined;
  const checks = [
    checkDocument(trustPolicy, "trust", "trustConditions"),
    ...(permissions === undefined ? [] : [checkDocument(permissions, "identity", "statements")]),
    ...checkRoleAccess(input, permissions === undefined ? [] : [{ property: "statements", document: permissions }]),
  ];
  const accounts = checkAccounts(given.principals, { role: given.accountId }, symbols);
  const agreement = ownAgreement(given, trustPolicy, symbols);
  const quotas = checkQuotas({
    trustPolicy,
    inlinePolicies: { [PERMISSIONS_POLICY]: permissions },
    customerManagedPolicies: {},
    attachments: Object.keys(given.managedPolicies ?? {}).length,
  });
  const refused = [
    ...checks.flatMap((check) => check.problems),
    ...quotas.problems,
    ...accounts.problems,
    ...agreement.problems,
  ];
  return refused.length > 0
    ? { kind: "refused", problems: refused }
    : {
        kind: "planned",
        plan: { trustPolicy, ...(permissions && { permissions }) },
        warnings: [
          ...checks.flatMap((check) => check.warnings),
          ...quotas.warnings,
          ...accounts.notVerified,
          ...agreement.notVerified,
        ],
      };
}

/**
 * Who may assume the role: the principals; without any, a whole account; without one, an organisation.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_aws-accounts.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */
function trustDocument(given: Checked): object {
  const equals = {
    ...(given.externalId === undefined ? {} : { "sts:ExternalId": given.externalId }),
    ...(given.organizationId === undefined ? {} : { "aws:PrincipalOrgID": given.organizationId }),
    ...(given.sourceAccount === undefined ? {} : { "aws:PrincipalAccount": given.sourceAccount }),
  };
  const further = given.trustConditions ?? {};
  const stringEquals = { ...equals, ...further["StringEquals"] };
  const conditions = { ...further, ...(Object.keys(stringEquals).length > 0 && { StringEquals: stringEquals }) };
  const trusted = trustedPrincipals(given);
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: trusted.length === 1 ? trusted[0] : trusted },
        Action: "sts:AssumeRole",
        ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
      },
    ],
  };
}

function trustedPrincipals({ principals, sourceAccount, partition }: Checked): readonly string[] {
  if (principals.length > 0) return principals;
  return sourceAccount === undefined ? ["*"] : [`arn:${partition}:iam::${sourceAccount}:root`];
}

function combinationProblems(given: Checked, symbols: readonly PolicySymbol[]): readonly Problem[] {
  const { principals, sourceAccount, organizationId, trustConditions = {}, externalId } = given;
  const own = {
    "sts:ExternalId": externalId,
    "aws:PrincipalOrgID": organizationId,
    "aws:PrincipalAccount": sourceAccount,
  };
  const twice = Object.entries(own).filter(
    ([key, value]) => value !== undefined && Object.hasOwn(trustConditions["StringEquals"] ?? {}, key),
  );
  return [
    ...(principals.length === 0 && sourceAccount === undefined && organizationId === undefined
      ? [
          {
            property: "principals",
            message: "got nobody, expected at least one role or user, or `sourceAccount`, or `organizationId`",
          },
        ]
      : []),
    ...(given.grants && principals.length === 0
      ? [{ property: "grantProvider", message: "got nobody to grant, expected `principals`" }]
      : []),
    ...principals.flatMap((arn, index) => accountProblems(arn, `principals[${index}]`, given)),
    ...repeated(principals, symbols),
    ...(sourceAccount === given.accountId && !isSymbolic(sourceAccount)
      ? [
          {
            property: "sourceAccount",
            message: `got \`${sourceAccount}\`, the account that the role is in, expected another account`,
          },
        ]
      : []),
    ...twice.map(([key]) => ({
      property: `trustConditions.StringEquals.${key}`,
      message: "got a condition that an argument of its own makes already, expected one of the two",
    })),
  ];
}

function accountProblems(arn: string, property: string, { sourceAccount, partition }: Checked): readonly Problem[] {
  const [, partitionOfArn = "", , , account = ""] = arn.split(":");
  if (isSymbolic(arn)) return [];
  if (!isSymbolic(partition) && partitionOfArn !== partition) {
    return [
      {
        property,
        message: `got \`${arn}\`, expected somebody of partition \`${partition}\`: no role is assumed from another partition`,
      },
    ];
  }
  if (sourceAccount !== undefined && !isSymbolic(sourceAccount) && account !== sourceAccount) {
    return [
      {
        property,
        message: `got \`${arn}\`, expected one of \`sourceAccount\` (${sourceAccount}): the condition could never hold`,
      },
    ];
  }
  return [];
}

/**
 * Whether the trust policy lets each principal in, with the grant that is made for it. A role stands in where account,
 * partition or name are not known yet: trust policies do not name the role.
 */
function ownAgreement(given: Checked, trust: object, symbols: readonly PolicySymbol[]): Agreement {
  const known = (text: string, standIn: string) => (isSymbolic(text) ? standIn : text);
  const [partition, account] = [known(given.partition, STAND_IN_PARTITION), known(given.accountId, "000000000000")];
  const roleArn = `arn:${partition}:iam::${account}:role/${known(given.name ?? "the-role", "the-role")}`;
  const grant = grantDocument(roleArn);
  return checkAgreement({ roleArn, principals: trustedPrincipals(given), trust, grant, symbols });
}
