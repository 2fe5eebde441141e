import { type PolicySymbol, replaceSymbols } from "../../iam";
import { isSymbolic, type Problem } from "../plan";
import { quotedText, symbolLabels } from "../symbol-labels";
import type { Agreement } from "./agreement-plan";

/** Where a role is, and where its principals get their policies. */
export interface Accounts {
  /** The account id of the role, or a placeholder. */
  readonly role: string;
  /** The account id of the provider through which the principals get their policies; absent: they get none here. */
  readonly grant?: string;
}

/**
 * Decides whether the principals are of another account than the role, and of the one in which their policies are written:
 * the policy would go to whoever has the same name there.
 */
export function checkAccounts(
  principals: readonly string[],
  { role, grant }: Accounts,
  symbols: readonly PolicySymbol[] = [],
): Agreement {
  const checked = principals
    .map((arn, index) => ({ arn, property: `principals[${index}]`, account: accountIn(arn) }))
    .filter(({ arn }) => arn !== "*");
  const notVerified = (arn: string, other: string, expected: string, property: string): readonly Problem[] =>
    isSymbolic(arn) || isSymbolic(other)
      ? [
          {
            property,
            message:
              `not verified: got ${quotedText(arn, symbols)}, ${expected}: it depends on ` +
              `${symbolLabels([arn, other], symbols).join(" and ")}, which the next run knows`,
          },
        ]
      : [];
  return {
    problems: checked.flatMap(({ arn, property, account }) => [
      ...(account !== undefined && account === role ? [inTheAccountOfTheRole(arn, property, role)] : []),
      ...(account !== undefined && isAccount(grant) && account !== grant ? [notOfTheGrant(arn, property, grant)] : []),
    ]),
    notVerified: checked.flatMap(({ arn, property, account }) => [
      ...(account !== undefined && isAccount(role)
        ? []
        : notVerified(arn, role, "expected somebody of another account than the role's", property)),
      ...(grant === undefined || (account !== undefined && isAccount(grant))
        ? []
        : notVerified(arn, grant, "expected somebody of the account of the grant's provider", property)),
    ]),
  };
}

/** The account of an ARN in IAM, where it is known. */
export function accountIn(arn: string): string | undefined {
  return /^arn:[^:]+:iam::(\d{12}):/.exec(replaceSymbols(arn, () => "symbol"))?.[1];
}

function isAccount(text: string | undefined): text is string {
  return text !== undefined && /^\d{12}$/.test(text);
}

function inTheAccountOfTheRole(arn: string, property: string, account: string): Problem {
  return {
    property,
    message:
      `got \`${arn}\`, of the account \`${account}\` that the role is in, expected somebody of another account: inside one account ` +
      "name whom it trusts in the trust policy of an aws.iam.Role, and nobody needs a grant",
  };
}

function notOfTheGrant(arn: string, property: string, account: string): Problem {
  return {
    property,
    message:
      `got \`${arn}\`, expected somebody of account \`${account}\`, in which the provider of the grant writes policies: give the ` +
      "provider of the principals' account",
  };
}
