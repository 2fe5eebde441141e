import type { AuthorizationRequest } from "../../../iam";
import { conditionHolds, texts, type Look } from "./oracle-condition";
import { list, type StatementJson } from "./oracle-json";
import { substitute, wildcardMatch } from "./oracle-match";

/** Who a statement is for: the caller itself, the caller's role, or the caller's account. */
export type Naming = "self" | "role" | "account" | "nobody";

/** Whether action, resource and conditions of a statement match. */
export function matchesRequest(statement: StatementJson, request: AuthorizationRequest, look: Look): boolean {
  return (
    actionMatches(statement, request) && resourceMatches(statement, request, look) && conditionsHold(statement, look)
  );
}

function actionMatches(statement: StatementJson, request: AuthorizationRequest): boolean {
  const hit = list(statement.Action ?? statement.NotAction).some((entry) =>
    wildcardMatch(entry.toLowerCase(), request.action.toLowerCase()),
  );
  return statement.Action === undefined ? !hit : hit;
}

function resourceMatches(statement: StatementJson, request: AuthorizationRequest, look: Look): boolean {
  if (statement.Resource === undefined && statement.NotResource === undefined) return true;
  const hit = list(statement.Resource ?? statement.NotResource).some((entry) => {
    const filled = substitute(entry, look);
    return filled !== undefined && resourceMatch(filled, request.resource);
  });
  return statement.Resource === undefined ? !hit : hit;
}

/** Six segments one by one; fewer as a text. */
function resourceMatch(pattern: string, resource: string): boolean {
  const parts = pattern.split(":");
  if (parts.length < 6) return wildcardMatch(pattern, resource);
  const others = resource.split(":");
  if (others.length < 6) return false;
  const cut = (all: readonly string[]): readonly string[] => [...all.slice(0, 5), all.slice(5).join(":")];
  return cut(parts).every((part, index) => wildcardMatch(part, cut(others)[index] ?? ""));
}

function conditionsHold(statement: StatementJson, look: Look): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => conditionHolds(operator, look(key), list(values), look)),
  );
}

/** Looks a key up in the context without regard to case. The facts of a caller are not the oracle's business. */
export function lookUp(request: AuthorizationRequest): Look {
  return (key) => {
    const entry = Object.entries(request.context).find(([name]) => name.toLowerCase() === key.toLowerCase());
    return entry === undefined ? undefined : texts(entry[1]);
  };
}

const ACCOUNT = /^arn:aws:(?:iam|sts)::(\d{12}):/;

export function accountOf(principal: string): string | undefined {
  return ACCOUNT.exec(principal)?.[1];
}

/** How a Principal element names the caller; the closest naming wins. */
export function naming(principals: StatementJson["Principal"], caller: string): Naming {
  if (principals === undefined) return "nobody";
  if (principals === "*") return "self";
  const entries = Object.values(principals).flatMap(list);
  const role = caller.replace(/^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/.*$/, "arn:aws:iam::$1:role/$2");
  if (entries.includes("*")) return "self";
  if (caller !== "*" && entries.includes(caller)) return caller.includes(":role/") ? "role" : "self";
  if (role !== caller && entries.includes(role)) return "role";
  const account = accountOf(caller);
  const ofAccount =
    account !== undefined && entries.some((entry) => entry === account || entry === `arn:aws:iam::${account}:root`);
  return ofAccount ? "account" : "nobody";
}
