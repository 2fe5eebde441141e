import type { Principals } from "../document/policy-document";
import { readPrincipal } from "../evaluate/principal";
import { ANY_TEXT } from "../pattern/pattern-token";
import { type PatternUnion, SequencePattern } from "../pattern/sequence-pattern";
import { withAccount, withUserName, written } from "./embedding";

/** What a condition key that follows from the caller or the resource is: not there, one text, or a piece of the word. */
export type FactValue =
  | { readonly kind: "absent" }
  | { readonly kind: "unknown" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "texts"; readonly texts: readonly string[] }
  | { readonly kind: "piece"; readonly embed: (pattern: SequencePattern) => readonly SequencePattern[] };

/** Whom a Principal element names, as words of the caller. */
export interface NamedCallers {
  /** By itself. */
  readonly self: PatternUnion;
  /** A session, by its role. */
  readonly role: PatternUnion;
  readonly account: PatternUnion;
  readonly accounts: ReadonlySet<string>;
  readonly everybody: boolean;
}

/**
 * A kind of caller. Its word is the ARN that aws:PrincipalArn has, or what stands for the caller where it has none; who
 * calls is a search for a word.
 */
export interface CallerKind {
  readonly kind: "user" | "roleSession" | "federatedUser" | "accountRoot" | "service" | "anonymous" | "plain";
  readonly universe: PatternUnion;
  /** For a session: its own ARN, where a policy names it. */
  readonly session?: string;
  /** A fact of the caller; undefined: the key does not follow from it. */
  fact(lowerCaseKey: string): FactValue | undefined;
}

const ABSENT: FactValue = { kind: "absent" };
const WORD: FactValue = { kind: "piece", embed: (pattern) => [pattern] };
const ACCOUNT: FactValue = { kind: "piece", embed: withAccount };
const USER_NAME: FactValue = { kind: "piece", embed: withUserName };
const text = (value: string): FactValue => ({ kind: "text", text: value });

/**
 * Keys that follow from the caller.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
export const CALLER_KEYS: ReadonlySet<string> = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principaltype",
  "aws:principalisawsservice",
  "aws:principalservicename",
  "aws:username",
]);

function identity(type: string, hasName: boolean): (key: string) => FactValue | undefined {
  return (key) => {
    if (key === "aws:principalarn") return WORD;
    if (key === "aws:principalaccount") return ACCOUNT;
    if (key === "aws:principaltype") return text(type);
    if (key === "aws:principalisawsservice") return text("false");
    if (key === "aws:principalservicename") return ABSENT;
    return key === "aws:username" ? (hasName ? USER_NAME : ABSENT) : undefined;
  };
}

const ACCOUNT_ID = "############";
const inPartitions = (arn: string): PatternUnion => [written(`arn:aws:${arn}`), written(`arn:+~:${arn}`)];

const USER: CallerKind = {
  kind: "user",
  universe: [...inPartitions(`iam::${ACCOUNT_ID}:user/+~`), ...inPartitions(`iam::${ACCOUNT_ID}:user/*/+~`)],
  fact: identity("User", true),
};
const SESSION: CallerKind = {
  kind: "roleSession",
  universe: [...inPartitions(`iam::${ACCOUNT_ID}:role/+~`), ...inPartitions(`iam::${ACCOUNT_ID}:role/*/+~`)],
  fact: identity("AssumedRole", false),
};
const FEDERATED_USER: CallerKind = {
  kind: "federatedUser",
  universe: inPartitions(`sts::${ACCOUNT_ID}:federated-user/+~`),
  fact: identity("FederatedUser", false),
};
const ROOT: CallerKind = {
  kind: "accountRoot",
  universe: inPartitions(`iam::${ACCOUNT_ID}:root`),
  fact: identity("Account", false),
};
const SERVICE: CallerKind = {
  kind: "service",
  universe: [written("ec2.amazonaws.com"), serviceName(".amazonaws.com"), serviceName(".amazonaws.com.cn")],
  fact: (key) => {
    if (key === "aws:principalservicename") return WORD;
    if (key === "aws:principalisawsservice") return text("true");
    return CALLER_KEYS.has(key) ? ABSENT : undefined;
  },
};
const ANONYMOUS: CallerKind = {
  kind: "anonymous",
  universe: [new SequencePattern(["*"])],
  fact: (key) => {
    if (key === "aws:principalaccount") return text("anonymous");
    if (key === "aws:principaltype") return text("Anonymous");
    return CALLER_KEYS.has(key) ? ABSENT : undefined;
  },
};

function serviceName(ending: string): SequencePattern {
  const letters = { excludes: false, letters: "xabcdefghijklmnopqrstuvwyz0123456789.-" };
  return new SequencePattern([{ ...letters, repeats: false }, { ...letters, repeats: true }, ending]);
}

/** Identity providers, canonical users and what else a policy names word by word, and one of them that no policy names. */
function plain(texts: readonly string[]): CallerKind {
  const universe = texts.map((one) => new SequencePattern([one]));
  return {
    kind: "plain",
    universe,
    fact: (key) => {
      if (key === "aws:principalisawsservice") return text("false");
      return CALLER_KEYS.has(key) ? ABSENT : undefined;
    },
  };
}

/** Kinds of callers that identity-based policies limit. */
export function identityCallers(): readonly CallerKind[] {
  return [USER, SESSION, FEDERATED_USER];
}

/** All kinds of callers, with the principals that the policies name. */
export function allCallers(named: readonly Principals[]): readonly CallerKind[] {
  const texts = [...new Set(named.flatMap(textsOf))];
  const kindOf = (one: string): string => readPrincipal(one).kind;
  const sessions = texts.filter((one) => kindOf(one) === "roleSession");
  const providers = texts.filter((one) => kindOf(one) === "identityProvider");
  const others = texts.filter((one) => ["canonicalUser", "other"].includes(kindOf(one)) && !/^(\*|\d{12})$/.test(one));
  const fresh = "arn:aws:iam::111122223333:saml-provider/unnamed";
  return [
    SESSION,
    USER,
    ...sessions.map((one) => namedSession(one, texts)),
    ROOT,
    FEDERATED_USER,
    SERVICE,
    plain([...providers, fresh]),
    ...(others.length > 0 ? [plain(others)] : []),
    ANONYMOUS,
  ];
}

/** Names of roles are unique in an account: if the policies name the session's role, that is its ARN. */
// ASSUMPTION: a role that a policy names exists under the path that the policy gives it (ADR 0040).
function namedSession(arn: string, texts: readonly string[]): CallerKind {
  const { account, name, partition } = readPrincipal(arn);
  const roles = texts.filter((one) => {
    const role = readPrincipal(one);
    return role.kind === "role" && role.account === account && role.partition === partition && role.name === name;
  });
  const words = roles.map((one) => new SequencePattern([one]));
  return { ...SESSION, universe: words.length > 0 ? words : roleWords({ account, name, partition }), session: arn };
}

function textsOf({ aws, service, federated, canonicalUser }: Principals): readonly string[] {
  return [...aws, ...service, ...federated, ...canonicalUser];
}

/** The words of callers of this kind that a Principal element names. An ARN with a wildcard is nobody's. */
export function namedCallers(principals: Principals, caller: CallerKind): NamedCallers {
  const texts = textsOf(principals).filter((one) => !/[*?]/.test(one));
  const isIdentity = ["user", "roleSession", "federatedUser", "accountRoot"].includes(caller.kind);
  const roots = texts
    .map(readPrincipal)
    .flatMap(({ kind, account }) => (kind === "accountRoot" ? [account ?? ""] : []));
  const accounts = new Set([...roots, ...principals.aws.filter((one) => /^\d{12}$/.test(one))]);
  const account = [...accounts].flatMap((id) => withAccount(new SequencePattern([id])));
  const isSession = caller.kind === "roleSession";
  const words = texts.flatMap((one) => wordsOf(one, caller));
  return {
    self: isSession ? texts.filter((one) => one === caller.session).map(() => new SequencePattern([ANY_TEXT])) : words,
    role: isSession ? words : [],
    account: isIdentity ? account : [],
    accounts,
    everybody: principals.aws.includes("*"),
  };
}

/** An account's id names its root user, as the ARN of that does. */
function wordsOf(named: string, caller: CallerKind): readonly SequencePattern[] {
  const pattern = new SequencePattern([named]);
  return caller.kind === "accountRoot" ? [pattern, ...withAccount(pattern)] : [pattern];
}

/** The ARNs of a session's role by any path: the session's own ARN does not tell the path. */
function roleWords({
  account = "",
  name = "",
  partition = "",
}: Partial<Record<"account" | "name" | "partition", string | undefined>>): readonly SequencePattern[] {
  const before = `arn:${partition}:iam::${account}:role/`;
  return [new SequencePattern([`${before}${name}`]), new SequencePattern([before, ANY_TEXT, `/${name}`])];
}
