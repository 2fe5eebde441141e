import { splitArn } from "../arn/arn";
import { parseIpPrefix } from "../condition/ip-address";
import type { Condition } from "../condition/condition";
import type { PolicyDocument, Principals } from "../document/policy-document";
import { symbolPlaceholder } from "../document/published-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { anyGranted } from "./combine-answers";
import { FRESH_TEXT, type Candidate } from "./condition-candidates";
import { findGrantedRequest, type AccessAnswer } from "./granted-request";
import { publicIdentityProvider } from "./public-identity-providers";

/**
 * Decides whether a trust policy lets strangers assume the role: a role of an account that the policy does not name, or
 * somebody who signs in with an identity provider that is open to everybody. A condition that a stranger cannot meet
 * (organisation, account, network, the provider's subject) makes it closed; one that a stranger can meet, such as
 * sts:ExternalId, does not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html
 */
export function judgePublicTrust(trust: PolicyDocument, limits: Limits = DEFAULT_LIMITS): AccessAnswer {
  const document = withoutUnknownNames(trust);
  const conditions = document.statements.flatMap((statement) => statement.conditions);
  const account = strangersAccount(document);
  const stranger = findGrantedRequest(
    document,
    {
      attachment: "resource",
      principal: `arn:aws:iam::${account}:role/${FRESH_TEXT}`,
      action: "sts:AssumeRole",
      resource: "*",
      valuesOf: (key) => strangersValues(key, account, conditions),
    },
    limits,
  );
  return anyGranted([stranger, ...webIdentityAnswers(document, conditions, account, limits)]);
}

/** The document without principals that are unknown yet name somebody: whoever it is, another one is the stranger. */
function withoutUnknownNames(document: PolicyDocument): PolicyDocument {
  if (document.symbols.length === 0) return document;
  const canBeAnybody = (entry: string): boolean => {
    const symbol = document.symbols.findIndex((_, index) => entry === symbolPlaceholder(index));
    const pattern = document.symbols[symbol]?.pattern;
    return symbol >= 0 ? pattern === undefined || /^[*?]+$/.test(pattern) : !entry.includes("${ec2-identity:symbol:");
  };
  const without = (principals: Principals): Principals => ({ ...principals, aws: principals.aws.filter(canBeAnybody) });
  const statements = document.statements.map((statement) =>
    statement.principals === undefined ? statement : { ...statement, principals: without(statement.principals) },
  );
  return { ...document, statements };
}

/** An account that the document does not mention anywhere. */
function strangersAccount(document: PolicyDocument): string {
  const text = JSON.stringify(document.statements);
  let account = 999_999_999_999;
  while (text.includes(String(account))) account -= 1;
  return String(account);
}

/** What a stranger's request may carry for a key that tells strangers apart; undefined for keys that strangers choose. */
function strangersValues(
  key: string,
  account: string,
  conditions: readonly Condition[],
): readonly Candidate[] | undefined {
  switch (key) {
    case "aws:principalarn":
      return [undefined, ...strangersArns(key, account, conditions)];
    case "aws:sourceip":
    case "aws:vpcsourceip":
      return ["198.51.100.77", ...broadAddresses(key, conditions), undefined];
    case "aws:principalorgid":
      return [undefined, "o-zqstranger"];
    case "aws:principalorgpaths":
      return [undefined, ["o-zqstranger/r-zq/"]];
    case "aws:sourcevpc":
      return [undefined, "vpc-0zqstranger"];
    case "aws:sourcevpce":
      return [undefined, "vpce-0zqstranger"];
    case "aws:userid":
      return ["AROAZQSTRANGER:zq", "AIDAZQSTRANGER"];
    case "aws:principalaccount":
    case "aws:principalisawsservice":
    case "aws:principalservicename":
    case "aws:principalservicenameslist":
    case "aws:sourceaccount":
    case "aws:sourcearn":
    case "aws:sourceorgid":
    case "aws:sourceorgpaths":
      return [undefined];
    default:
      return undefined;
  }
}

/** Roles and users that a stranger can make in an account of their own, so that a pattern on the ARN matches. */
function strangersArns(key: string, account: string, conditions: readonly Condition[]): readonly string[] {
  return conditions
    .filter((condition) => condition.key.toLowerCase() === key)
    .flatMap(({ values }) => values)
    .flatMap((value) => {
      const segments = splitArn(value);
      if (segments === undefined) return [];
      const [, partition, service, , pattern, name] = segments;
      if (!/^[*?]+$/.test(pattern)) return [];
      const filled = name.replaceAll("*", "zq").replaceAll("?", "z");
      return [`arn:${partition.replaceAll("*", "aws")}:${service.replaceAll("*", "iam")}::${account}:${filled}`];
    });
}

/** Addresses in ranges so broad that anybody may call from one (IPv4 shorter than /8, IPv6 shorter than /32). */
function broadAddresses(key: string, conditions: readonly Condition[]): readonly string[] {
  return conditions
    .filter((condition) => condition.key.toLowerCase() === key)
    .flatMap(({ values }) => values)
    .filter((value) => {
      const prefix = parseIpPrefix(value);
      return prefix !== undefined && prefix.length < (prefix.version === 4 ? 8 : 32);
    })
    .map((value) => value.split("/")[0] ?? value);
}

/** One answer for each identity provider of the document that is open to everybody. */
function webIdentityAnswers(
  document: PolicyDocument,
  conditions: readonly Condition[],
  account: string,
  limits: Limits,
): readonly AccessAnswer[] {
  const named = document.statements.flatMap(({ principals }) => principals?.federated ?? []);
  return [...new Set(named)].flatMap((principal) => {
    const provider = publicIdentityProvider(principal);
    if (provider === undefined) return [];
    const valuesOf = (key: string): readonly Candidate[] | undefined =>
      provider.strangersValues(key) ?? strangersValues(key, account, conditions);
    const question = {
      attachment: "resource",
      principal,
      action: "sts:AssumeRoleWithWebIdentity",
      resource: "*",
    } as const;
    return [findGrantedRequest(document, { ...question, valuesOf }, limits)];
  });
}
