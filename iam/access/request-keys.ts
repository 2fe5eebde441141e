import { variableKeys } from "../contain/variables";
import type { PolicyDocument } from "../document/policy-document";
import { policiesOf, type AccessSubject } from "./access-subject";
import type { Asked } from "./question";

/** Keys of `aws:` that describe what is asked for and on what. Others describe the caller, the session or the network. */
const GLOBAL = /^aws:(requesttag\/|resourcetag\/|tagkeys$)/;

/**
 * Keys of services that describe how the caller got its credentials, not the request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const SESSION =
  /^(sts|saml|identitystore):|^(ec2:roledelivery|ec2:sourceinstancearn|lambda:sourcefunctionarn|ssm:sourceinstancearn)$/;

/** Whether a key (lower case) is a claim of a web identity provider: it begins with the provider's host. */
export function isProviderKey(key: string): boolean {
  return /^[^:]*\./.test(key);
}

/** The keys (lower case) that a subject's documents name and that describe the request or its resource. */
export function keysOfRequest(subject: AccessSubject): readonly string[] {
  const keys = policiesOf(subject).flatMap(({ document }) => keysNamedIn(document));
  return [...new Set(keys)].filter((key) =>
    key.startsWith("aws:") ? GLOBAL.test(key) : !SESSION.test(key) && !isProviderKey(key),
  );
}

const POLICY_ARN = "iam:policyarn";

/** A policy by which a call that attaches policies gives any permission. */
const ADMINISTRATOR_POLICY: Asked = ["ArnLike", POLICY_ARN, ["arn:*:iam::aws:policy/AdministratorAccess"]];

/**
 * The conditions of requests that nothing narrows: none of the keys that the subject's documents name and that describe the request or its
 * resource; and of a call that attaches a policy, the one of AWS that allows everything.
 */
export function unnarrowed(subject: AccessSubject): readonly (readonly Asked[])[] {
  const keys = keysOfRequest(subject);
  const absent = keys.map((key): Asked => ["Null", key, ["true"]]);
  if (!keys.includes(POLICY_ARN)) return [absent];
  return [absent, [...absent.filter(([, key]) => key !== POLICY_ARN), ADMINISTRATOR_POLICY]];
}

const named = new WeakMap<PolicyDocument, readonly string[]>();

/** The keys (lower case) of a document's conditions and variables; found once for each document. */
export function keysNamedIn(document: PolicyDocument): readonly string[] {
  const known = named.get(document);
  if (known !== undefined) return known;
  const keys = document.statements.flatMap((statement) => [
    ...statement.conditions.map(({ key }) => key.toLowerCase()),
    ...variableKeys(statement, document),
  ]);
  const found = [...new Set(keys)];
  named.set(document, found);
  return found;
}
