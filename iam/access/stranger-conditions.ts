import { splitArn } from "../arn/arn";
import type { Condition } from "../condition/condition";
import { parseIpPrefix } from "../condition/ip-address";
import { OPERATORS, readOperator } from "../condition/operator";
import type { PolicyDocument } from "../document/policy-document";
import { replaceSymbols } from "../pattern/symbol-placeholder";
import type { PublicIdentityProvider } from "./public-identity-providers";
import { isProviderKey, keysNamedIn } from "./request-keys";
import type { Asked } from "./question";

/** Of a key's value the text that names somebody, whom a stranger is not; undefined: strangers choose the key. */
type OwnerIn = (value: string) => string | undefined;

const whole: OwnerIn = (value) => value;
const accountOfArn: OwnerIn = (value) => splitArn(value)?.[4] ?? value;
const organizationOfPath: OwnerIn = (value) => value.split("/")[0];
const uniqueId: OwnerIn = (value) => /^[A-Z0-9]{21}/.exec(value)?.[0] ?? value.split(":")[0];

/**
 * Keys that a stranger cannot choose.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const CLOSED: Readonly<Record<string, OwnerIn>> = {
  "aws:principalaccount": whole,
  "aws:principalarn": accountOfArn,
  "aws:principalorgid": whole,
  "aws:principalorgpaths": organizationOfPath,
  "aws:userid": uniqueId,
  "aws:sourceip": whole,
  "aws:vpcsourceip": whole,
  "aws:sourcevpc": whole,
  "aws:sourcevpce": whole,
  "aws:sourcevpcarn": accountOfArn,
  "aws:vpceaccount": whole,
  "aws:vpceorgid": whole,
  "aws:vpceorgpaths": organizationOfPath,
  "aws:ec2instancesourcevpc": whole,
  "aws:ec2instancesourceprivateipv4": whole,
};

/** Keys that only calls of AWS services have. */
const OF_SERVICES = /^aws:(sourceaccount|sourcearn|sourceorgid|sourceorgpaths|principalservicenameslist)$/;
const MULTI_VALUED = /orgpaths$/;

/** What holds of a stranger's request for the keys that the document names. */
export function strangerConditions(document: PolicyDocument): readonly Asked[] {
  const keys = keysNamedIn(document);
  const absent = keys.filter((key) => OF_SERVICES.test(key)).map((key): Asked => ["Null", key, ["true"]]);
  const other = conditionsOf(document).flatMap((condition) => {
    const ownerIn = CLOSED[condition.key.toLowerCase()];
    return ownerIn === undefined ? [] : othersThan(condition, ownerIn);
  });
  const elsewhere = ["Account", "OrgID"]
    .filter((what) => keys.includes(`aws:resource${what.toLowerCase()}`))
    .map((what): Asked => ["StringNotEquals", `aws:Principal${what}`, [`\${aws:Resource${what}}`]]);
  return [...absent, ...other, ...elsewhere];
}

/** What holds of a stranger's token from a provider. */
export function tokenConditions(document: PolicyDocument, provider: PublicIdentityProvider): readonly Asked[] {
  const start = `${provider.host}:`;
  const keys = keysNamedIn(document).filter(isProviderKey);
  const foreign = keys.filter((key) => !key.startsWith(start)).map((key): Asked => ["Null", key, ["true"]]);
  const always = keys
    .filter((key) => provider.always.some((claim) => key === start + claim))
    .map((key): Asked => ["Null", key, ["false"]]);
  const other = conditionsOf(document).flatMap((condition) => {
    const key = condition.key.toLowerCase();
    if (!key.startsWith(start)) return [];
    return othersThan(condition, (value) => provider.ownerIn(key.slice(start.length), value));
  });
  return [...foreign, ...always, ...other];
}

function conditionsOf({ statements }: PolicyDocument): readonly Condition[] {
  return statements.flatMap(({ conditions }) => conditions);
}

const NEGATED: Readonly<Record<string, string>> = {
  StringEquals: "StringNotEquals",
  StringEqualsIgnoreCase: "StringNotEqualsIgnoreCase",
  StringLike: "StringNotLike",
  ArnEquals: "ArnNotEquals",
  ArnLike: "ArnNotLike",
  IpAddress: "NotIpAddress",
};

/** That the key has none of the condition's values that name somebody. */
function othersThan({ operator, key, values }: Condition, ownerIn: OwnerIn): readonly Asked[] {
  const base = readOperator(operator)?.base;
  const positive = base?.replace("Not", "");
  const negated = positive === undefined ? undefined : NEGATED[positive];
  if (base === undefined || positive === undefined || negated === undefined) return [];
  const isNarrow = (value: string): boolean =>
    OPERATORS[base].family === "ipAddress" ? isNarrowRange(value) : namesOwner(value, ownerIn, positive);
  const narrow = values.filter(isNarrow);
  if (narrow.length === 0) return [];
  const set = MULTI_VALUED.test(key.toLowerCase()) || operator.startsWith("For") ? "ForAllValues:" : "";
  return [[set + negated, key, narrow]];
}

/** Ranges so broad that anybody may call from one are not: IPv4 shorter than /8, IPv6 shorter than /32. */
function isNarrowRange(value: string): boolean {
  const prefix = parseIpPrefix(value);
  return prefix !== undefined && prefix.length >= (prefix.version === 4 ? 8 : 32);
}

/** Symbols and keys of the resource stand for one text each; a variable of the caller for what the stranger chooses. */
const ONE_TEXT = /\$\{([*?$]|aws:Resource\w+)\}/gi;

function namesOwner(value: string, ownerIn: OwnerIn, operator: string): boolean {
  const hasWildcards = !operator.startsWith("StringEquals");
  const owner = ownerIn(replaceSymbols(value, () => "_").replace(ONE_TEXT, "_"));
  return owner !== undefined && !owner.includes("${") && !(hasWildcards && /[*?]/.test(owner));
}
