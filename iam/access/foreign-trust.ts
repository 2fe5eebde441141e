import { splitArn } from "../arn/arn";
import type { PolicyDocument, StatementReference } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { askAccess } from "./ask";
import { freshText } from "./fresh-text";
import { findTrustedPrincipals } from "./trusted-principals";
import { questionOf, type Asked } from "./question";
import { keysNamedIn } from "./request-keys";
import { hasSymbol } from "../pattern/symbol-placeholder";

/** A principal of some account that may assume a role whatever else is true of its call. */
export interface UnconditionalTrust {
  /** The account; undefined where it is not known. */
  readonly account: string | undefined;
  /** As the document writes it. */
  readonly principal: string;
  readonly statement: StatementReference;
}

const ACCOUNT = /^\d{12}$/;
/** Keys that follow from the principal: a condition on them asks for nothing beside it. */
const OF_PRINCIPAL = /^aws:(principal(arn|account|type|isawsservice|servicename)|userid|username)$/;

const EXTERNAL_ID = "sts:externalid";

/**
 * The users, roles and accounts that a trust policy lets assume the role without any condition: in a call that has none of
 * the keys that the document names, such as sts:ExternalId, aws:PrincipalOrgID or aws:MultiFactorAuthPresent, or of these
 * an external id that the document does not name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function findUnconditionalTrust(
  document: PolicyDocument,
  limits: Limits = DEFAULT_LIMITS,
): readonly UnconditionalTrust[] {
  const keys = keysNamedIn(document).filter((key) => !OF_PRINCIPAL.test(key));
  const calls = [
    keys.map(isAbsent),
    [...keys.filter((key) => key !== EXTERNAL_ID).map(isAbsent), anyExternalId(document)],
  ];
  return findTrustedPrincipals(document, limits).trusted.flatMap(
    ({ principal, statement }): readonly UnconditionalTrust[] => {
      const account = ACCOUNT.test(principal) ? principal : splitArn(principal)?.[4];
      if (account === undefined || !(ACCOUNT.test(account) || hasSymbol(account))) return [];
      const asked = { actions: ["sts:AssumeRole"], principals: { aws: [principal] } };
      const requests = calls.map((conditions) => ({ ...asked, conditions }));
      const answer = askAccess(document, questionOf(requests, document.symbols), "trust", limits);
      if (answer.kind !== "granted") return [];
      return [{ account: ACCOUNT.test(account) ? account : undefined, principal, statement }];
    },
  );
}

function isAbsent(key: string): Asked {
  return ["Null", key, ["true"]];
}

/** An external id that none of the document's conditions names. */
function anyExternalId({ statements }: PolicyDocument): Asked {
  const conditions = statements.flatMap((statement) => statement.conditions);
  const named = conditions.filter(({ key }) => key.toLowerCase() === EXTERNAL_ID).flatMap(({ values }) => values);
  return ["StringEquals", EXTERNAL_ID, [freshText(named)]];
}
