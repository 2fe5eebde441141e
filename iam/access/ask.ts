import { checkCommonRequest } from "../contain/check-disjointness";
import type { Disjointness } from "../contain/containment";
import type { NamedPolicy, PolicyDocument, StatementReference } from "../document/policy-document";
import { symbolsIn } from "../pattern/symbol-placeholder";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import type { Limits } from "../limits";
import type { Reason } from "../reason";
import { mayMatchActions, mayMatchResources, mayMeetConditions } from "./relevant-statements";
import { policiesOf, subjectOf, type AccessSubject } from "./access-subject";

/** The answer, with a request that is granted and every Allow statement that grants one of the requests by itself. */
export type AccessAnswer =
  | {
      readonly kind: "granted";
      readonly request: AuthorizationRequest;
      readonly statements: readonly StatementReference[];
    }
  | { readonly kind: "notGranted" }
  | { readonly kind: "unknown"; readonly reason: Reason };

/**
 * Decides whether `source` grants one of the requests that `question` allows, by their disjointness: a document, or all
 * policies of a principal within its boundary. `granted` holds for all values of symbols; where only some values grant,
 * the answer is unknown and names the symbol. Bounded by `limits.containmentSteps` for the whole and for each Allow
 * statement. Of Allow statements for which `isAsked` is false nothing is said.
 */
export function askAccess(
  source: PolicyDocument | AccessSubject,
  question: PolicyDocument,
  policyType: "identity" | "trust" | "resource",
  limits: Limits,
  isAsked: (statement: StatementReference) => boolean = () => true,
): AccessAnswer {
  const subject = subjectOf(source);
  const ask = ({ identity, permissionsBoundary }: AccessSubject): Disjointness => {
    const boundary = permissionsBoundary === undefined ? [] : [[permissionsBoundary]];
    return checkCommonRequest([question, identity, ...boundary], { policyType, limits });
  };
  const relevant = allowStatements(subject).filter(
    (reference) => isAsked(reference) && isRelevant(subject, reference, question),
  );
  if (relevant.length === 0) return { kind: "notGranted" };
  const whole = ask(withAllows(subject, relevant));
  if (whole.kind === "disjoint") return { kind: "notGranted" };
  const statements: StatementReference[] = [];
  let request: AuthorizationRequest | undefined;
  let reason: Reason | undefined;
  for (const reference of relevant) {
    const part = withOneAllow(subject, reference);
    const answer = relevant.length === 1 ? whole : ask(part);
    if (answer.kind === "disjoint") continue;
    if (answer.kind === "overlapping" && answer.symbols === undefined) {
      request ??= answer.request;
      statements.push(reference);
    } else reason ??= reasonOf(answer, part);
  }
  if (request !== undefined) return { kind: "granted", request, statements };
  if (reason !== undefined) return { kind: "unknown", reason };
  if (whole.kind === "unknown") return { kind: "unknown", reason: whole.reason };
  return { kind: "unknown", reason: { code: "statement", message: "no one statement grants the request that all do" } };
}

/** The Allow statements of the identity-based policies. */
export function allowStatements({ identity }: AccessSubject): readonly StatementReference[] {
  return identity.flatMap(({ id, document }) =>
    document.statements.flatMap(({ effect, sid, pointer }, statementIndex) =>
      effect === "Allow" ? [{ policyId: id, statementIndex, ...(sid !== undefined && { sid }), pointer }] : [],
    ),
  );
}

function isRelevant({ identity }: AccessSubject, reference: StatementReference, question: PolicyDocument): boolean {
  return identity.some(({ id, document }) => {
    const statement = document.statements[reference.statementIndex];
    if (id !== reference.policyId || statement === undefined) return false;
    return (
      mayMatchActions(statement, question) &&
      mayMatchResources(statement, question) &&
      mayMeetConditions(statement, question)
    );
  });
}

/** The subject with one of its Allow statements and all that deny; the boundary stays. */
export function withOneAllow(subject: AccessSubject, allow: StatementReference): AccessSubject {
  return withAllows(subject, [allow]);
}

/** The subject with those of its Allow statements and all that deny; the boundary stays. */
function withAllows(subject: AccessSubject, allows: readonly StatementReference[]): AccessSubject {
  const only = ({ id, document }: NamedPolicy): NamedPolicy => {
    const kept = allows.filter(({ policyId }) => policyId === id).map(({ statementIndex }) => statementIndex);
    return { id, document: withAllowStatements(document, kept) };
  };
  return { ...subject, identity: subject.identity.map(only) };
}

/** The document with its Allow statements at those indices and all that deny. */
export function withAllowStatements(document: PolicyDocument, allows: readonly number[]): PolicyDocument {
  return {
    ...document,
    statements: document.statements.filter(({ effect }, index) => effect === "Deny" || allows.includes(index)),
  };
}

function reasonOf(answer: Exclude<Disjointness, { kind: "disjoint" }>, part: AccessSubject): Reason {
  const [symbol] = policiesOf(part).flatMap(({ document }) =>
    symbolsIn(JSON.stringify(document.statements)).flatMap((index) => document.symbols[index] ?? []),
  );
  if (answer.kind === "unknown" && (symbol === undefined || !SYMBOL_REASONS.has(answer.reason.code)))
    return answer.reason;
  const message = `it depends on ${symbol?.label ?? "a value"}, which is not known yet`;
  return { code: "symbol", message, ...(symbol && { symbol: symbol.id }) };
}

/** Reasons of the containment engine that a symbol in a document is behind. */
const SYMBOL_REASONS: ReadonlySet<string> = new Set(["symbol", "symbols", "variable", "partial-not-principal"]);
