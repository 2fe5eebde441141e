import type { PolicyDocument } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { allGranted, anyGranted } from "./combine-answers";
import type { Candidate } from "./condition-candidates";
import { findGrantedRequest, type AccessAnswer } from "./granted-request";
import { ANY_IDENTITY, GLOBAL_REGION, placesOf, type Place } from "./judged-document";

/** An action of a service that no policy names. */
const ANY_ACTION = "zq-unnamed:ZqUnnamed";

/** Calls of which each one is enough to give oneself every permission. */
const PERMISSION_CALLS: readonly { readonly action: string; readonly resource: string }[] = [
  { action: "iam:PutRolePolicy", resource: "role/zq-unnamed" },
  { action: "iam:AttachRolePolicy", resource: "role/zq-unnamed" },
  { action: "iam:PutUserPolicy", resource: "user/zq-unnamed" },
  { action: "iam:AttachUserPolicy", resource: "user/zq-unnamed" },
  { action: "iam:PutGroupPolicy", resource: "group/zq-unnamed" },
  { action: "iam:AttachGroupPolicy", resource: "group/zq-unnamed" },
  { action: "iam:CreatePolicyVersion", resource: "policy/zq-unnamed" },
];

/**
 * Keys that say who calls, how and from where, or which account is meant: a condition on them limits in which sessions a
 * document grants everything, not what it grants. Prefixes end with `/`.
 */
const SESSION_KEYS = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalisawsservice",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "aws:principaltype",
  "aws:userid",
  "aws:username",
  "aws:multifactorauthage",
  "aws:multifactorauthpresent",
  "aws:tokenissuetime",
  "aws:sourceidentity",
  "aws:federatedprovider",
  "aws:ec2instancesourcevpc",
  "aws:ec2instancesourceprivateipv4",
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:sourcevpcarn",
  "aws:vpcsourceip",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "aws:vpceorgpaths",
  "aws:currenttime",
  "aws:epochtime",
  "aws:referer",
  "aws:useragent",
  "aws:securetransport",
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:resourceorgpaths",
  "ec2:roledelivery",
  "ec2:sourceinstancearn",
  "lambda:sourcefunctionarn",
  "ssm:sourceinstancearn",
]);
const SESSION_KEY_PREFIXES = ["aws:principaltag/", "sts:", "saml:"];

/**
 * Decides whether an identity-based policy gives administrator access: in some session, an action that no policy names on
 * a resource that none names, and a call by which one can give oneself every permission. So `NotAction` that spares IAM
 * is not administrator access, and one that spares anything else is. Conditions on the session do not narrow what is
 * granted; conditions on the request or the resource do. Reads the document alone: boundaries and SCPs are not seen.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html
 */
export function judgeAdministratorAccess(document: PolicyDocument, limits: Limits = DEFAULT_LIMITS): AccessAnswer {
  return anyGranted(placesOf(document).map((place) => judgeIn(document, place, limits)));
}

function judgeIn(document: PolicyDocument, place: Place, limits: Limits): AccessAnswer {
  const { partition, account } = place;
  const ask = (action: string, resource: string): AccessAnswer =>
    findGrantedRequest(
      document,
      {
        attachment: "principal",
        principal: ANY_IDENTITY,
        action,
        resource,
        valuesOf: (key) => sessionValues(key, partition),
      },
      limits,
    );
  const anything = ask(ANY_ACTION, `arn:${partition}:zq-unnamed:zq-unnamed-1:${account}:zq-unnamed/zq`);
  if (anything.kind === "notGranted") return anything;
  const permissions = PERMISSION_CALLS.map(({ action, resource }) =>
    ask(action, `arn:${partition}:iam::${account}:${resource}`),
  );
  return allGranted([anything, anyGranted(permissions)]);
}

function sessionValues(key: string, partition: string): readonly Candidate[] | undefined {
  if (key === "aws:requestedregion") return [GLOBAL_REGION[partition]];
  if (SESSION_KEYS.has(key) || SESSION_KEY_PREFIXES.some((prefix) => key.startsWith(prefix))) return undefined;
  return [undefined];
}
