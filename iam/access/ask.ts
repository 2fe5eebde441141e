import { checkDisjointness } from "../contain/check-disjointness";
import type { Disjointness } from "../contain/containment";
import type { PolicyDocument, StatementReference } from "../document/policy-document";
import { symbolsIn } from "../pattern/symbol-placeholder";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import type { Limits } from "../limits";
import type { Reason } from "../reason";

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
 * Decides whether `document` grants one of the requests that `question` allows, by their disjointness. `granted` holds for
 * all values of symbols; where only some values grant, the answer is unknown and names the symbol. Bounded by
 * `limits.containmentSteps` for the document and for each of its Allow statements.
 */
export function askAccess(
  document: PolicyDocument,
  question: PolicyDocument,
  policyType: "identity" | "trust",
  limits: Limits,
): AccessAnswer {
  const ask = (part: PolicyDocument): Disjointness => checkDisjointness(question, part, { policyType, limits });
  const whole = ask(document);
  if (whole.kind === "disjoint") return { kind: "notGranted" };
  const statements: StatementReference[] = [];
  let request: AuthorizationRequest | undefined;
  let reason: Reason | undefined;
  for (const [index, { effect, sid, pointer }] of document.statements.entries()) {
    if (effect !== "Allow") continue;
    const part = withOneAllow(document, index);
    const answer = ask(part);
    if (answer.kind === "disjoint") continue;
    if (answer.kind === "overlapping" && answer.symbols === undefined) {
      request ??= answer.request;
      statements.push({ policyId: "document", statementIndex: index, ...(sid !== undefined && { sid }), pointer });
    } else reason ??= reasonOf(answer, part);
  }
  if (request !== undefined) return { kind: "granted", request, statements };
  if (reason !== undefined) return { kind: "unknown", reason };
  if (whole.kind === "unknown") return { kind: "unknown", reason: whole.reason };
  return { kind: "unknown", reason: { code: "statement", message: "no one statement grants the request that all do" } };
}

/** The document with one of its Allow statements and all that deny. */
export function withOneAllow(document: PolicyDocument, allow: number): PolicyDocument {
  return {
    ...document,
    statements: document.statements.filter(({ effect }, index) => effect === "Deny" || index === allow),
  };
}

function reasonOf(answer: Exclude<Disjointness, { kind: "disjoint" }>, part: PolicyDocument): Reason {
  const text = JSON.stringify(part.statements);
  const symbol = part.symbols[symbolsIn(text)[0] ?? -1];
  if (answer.kind === "unknown" && (symbol === undefined || !SYMBOL_REASONS.has(answer.reason.code)))
    return answer.reason;
  const message = `it depends on ${symbol?.label ?? "a value"}, which is not known yet`;
  return { code: "symbol", message, ...(symbol && { symbol: symbol.id }) };
}

/** Reasons of the containment engine that a symbol in a document is behind. */
const SYMBOL_REASONS: ReadonlySet<string> = new Set(["symbol", "symbols", "variable", "partial-not-principal"]);
