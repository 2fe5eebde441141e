import type { PolicyDocument, Principals, Statement } from "../document/policy-document";
import { hasSymbol, symbolPlaceholder, symbolsIn } from "../pattern/symbol-placeholder";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { askAccess, type AccessAnswer } from "./ask";
import { federatedEntry, PUBLIC_PROVIDERS, publicIdentityProvider } from "./public-identity-providers";
import { questionOf, type AskedRequests } from "./question";
import { strangerConditions, tokenConditions } from "./stranger-conditions";

/**
 * Decides whether a trust policy lets strangers assume the role: a user or role of an account that the policy does not
 * name, or somebody who signs in with an identity provider that is open to everybody. A condition that a stranger cannot
 * meet (organisation, account, network, the owner in the provider's subject) makes it closed; one that a stranger can
 * meet, such as sts:ExternalId, does not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html
 */
export function judgePublicTrust(trust: PolicyDocument, limits: Limits = DEFAULT_LIMITS): AccessAnswer {
  const document = mapPrincipals(trust, (principals) => ({
    ...principals,
    aws: principals.aws.filter((entry) => canBeAnybody(entry, trust)),
  }));
  const known = askStrangers(
    withFederated(document, (entry) => !hasSymbol(entry)),
    ASSUMING,
    limits,
  );
  if (known.kind !== "notGranted") return known;
  const unknown = unknownProvider(trust);
  if (unknown === undefined) return known;
  const guessed = askStrangers(
    withFederated(document, () => true),
    ASSUMING,
    limits,
  );
  return guessed.kind === "notGranted" ? guessed : { kind: "unknown", reason: unknown };
}

/**
 * Decides whether a resource-based policy lets strangers do something: a principal of an account that the policy does not
 * name, under no condition that strangers cannot meet.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function judgePublicAccess(policy: PolicyDocument, limits: Limits = DEFAULT_LIMITS): AccessAnswer {
  const document = mapPrincipals(policy, (principals) => ({
    ...principals,
    aws: principals.aws.filter((entry) => canBeAnybody(entry, policy)),
    federated: [],
  }));
  return askStrangers(document, ANYTHING, limits);
}

/** What strangers are asked about, by the type of the document. */
interface StrangersCall {
  readonly policyType: "trust" | "resource";
  readonly request: Pick<AskedRequests, "actions" | "resources">;
}

const ASSUMING: StrangersCall = { policyType: "trust", request: { actions: ["sts:AssumeRole"] } };
const ANYTHING: StrangersCall = { policyType: "resource", request: { actions: ["*"], resources: ["*"] } };

function askStrangers(document: PolicyDocument, { policyType, request }: StrangersCall, limits: Limits): AccessAnswer {
  const conditions = strangerConditions(document);
  const mentioned = [...new Set(JSON.stringify(document.statements).match(/(?<!\d)\d{12}(?!\d)/g) ?? [])];
  const caller: AskedRequests = {
    ...request,
    principals: { aws: ["*"] },
    conditions: [
      ["StringLike", "aws:PrincipalAccount", ["????????????"]],
      ...(mentioned.length === 0 ? [] : [["StringNotEquals", "aws:PrincipalAccount", mentioned] as const]),
      ...conditions,
    ],
  };
  const signedIn = (policyType === "trust" ? providersOf(document) : []).flatMap((entry): readonly AskedRequests[] => {
    const provider = publicIdentityProvider(entry);
    if (provider === undefined) return [];
    const token = tokenConditions(document, provider);
    const principals = { federated: [entry] };
    return [{ actions: ["sts:AssumeRoleWithWebIdentity"], principals, conditions: [...conditions, ...token] }];
  });
  return askAccess(document, questionOf([caller, ...signedIn], document.symbols), policyType, limits);
}

/** The Federated entries that the document tells apart: those that it names, and where it names everybody all providers. */
function providersOf({ statements }: PolicyDocument): readonly string[] {
  const named = statements.flatMap(({ principals }) => principals?.federated ?? []);
  const everybody = statements.some(
    ({ principals, notPrincipals }) => notPrincipals !== undefined || principals?.aws.includes("*") === true,
  );
  return [...new Set([...named, ...(everybody ? PUBLIC_PROVIDERS.map(federatedEntry) : [])])];
}

/** Federated entries that are kept; `*`, and one that is not known and kept, become all public providers. */
function withFederated(document: PolicyDocument, isKept: (entry: string) => boolean): PolicyDocument {
  return mapPrincipals(document, (principals) => ({
    ...principals,
    federated: principals.federated
      .filter(isKept)
      .flatMap((entry) => (entry === "*" || hasSymbol(entry) ? PUBLIC_PROVIDERS.map(federatedEntry) : [entry])),
  }));
}

/** Why it is not known which provider an Allow statement means; undefined: it is known. */
function unknownProvider({
  statements,
  symbols,
}: PolicyDocument): Extract<AccessAnswer, { kind: "unknown" }>["reason"] | undefined {
  const entries = statements.flatMap(({ effect, principals }) =>
    effect === "Allow" ? (principals?.federated ?? []) : [],
  );
  const symbol = symbols[entries.flatMap(symbolsIn)[0] ?? -1];
  if (symbol === undefined) return undefined;
  const message = `it depends on ${symbol.label}, an identity provider that is not known yet`;
  return { code: "symbol", message, symbol: symbol.id };
}

/** Whether an entry can name everybody. One that is unknown yet names somebody cannot: another one is the stranger. */
function canBeAnybody(entry: string, { symbols }: PolicyDocument): boolean {
  const symbol = symbols.findIndex((_, index) => entry === symbolPlaceholder(index));
  const pattern = symbols[symbol]?.pattern;
  return symbol >= 0 ? pattern === undefined || /^[*?]+$/.test(pattern) : !hasSymbol(entry);
}

function mapPrincipals(document: PolicyDocument, map: (principals: Principals) => Principals): PolicyDocument {
  const statements = document.statements.map((statement): Statement =>
    statement.principals === undefined ? statement : { ...statement, principals: map(statement.principals) },
  );
  return { ...document, statements };
}
