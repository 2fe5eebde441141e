import type { ActionCatalogue } from "../data/action-catalogue";
import { readPrincipal } from "../evaluate/principal";
import type { AuthorizationRequest, ContextValue } from "../evaluate/authorization-request";
import { holdsOpaque } from "../pattern/letters";
import type { Parts } from "./clause-search";
import type { Part } from "./dimensions";
import { factOf, keyFacts, type StatementEnvironment } from "./statement-env";
import type { ReadGoal } from "./goal";
import type { Side } from "./side";

/** Whether a request stands for many, with unknown text in it. */
export function isAbstract(parts: Parts): boolean {
  return [...parts.values()].some((part) => [part ?? []].flat().some(holdsOpaque));
}

/** Writes the parts that a search found as a request. */
export function requestOf(
  parts: Parts,
  environment: StatementEnvironment,
  { allowed, all }: Pick<ReadGoal, "allowed" | "all">,
  catalogue?: ActionCatalogue,
): AuthorizationRequest {
  const context: Record<string, ContextValue> = {};
  for (const [dimension, part] of parts) {
    if (part === undefined || isNoKey(dimension)) continue;
    if (factOf(dimension, environment) === undefined) context[keyFacts(dimension, environment).name] = part;
  }
  for (const side of allowed) Object.assign(context, side.fixed?.context);
  const { principal, path } = principalOf(parts.get("principal"), environment);
  if (path !== undefined) context["aws:PrincipalArn"] = path;
  const lower = String(parts.get("action"));
  const [service = "", name = ""] = lower.split(":");
  const known = catalogue?.action(service, name);
  const action = known === undefined ? inWrittenCase(lower, all) : `${service}:${known.name}`;
  return { principal, action, resource: String(parts.get("resource")), context };
}

function isNoKey(dimension: string): boolean {
  return ["action", "resource", "principal"].includes(dimension) || dimension.startsWith("unknown ");
}

/** The caller, and the ARN of a session's role where the session's own does not tell it. */
function principalOf(
  word: Part,
  { caller }: StatementEnvironment,
): { readonly principal: string; readonly path?: string } {
  if (caller.kind === "fixed") return { principal: caller.principal };
  const text = String(word);
  if (caller.kind !== "roleSession") return { principal: text };
  const { partition = "", account = "", name = "" } = readPrincipal(text);
  const session = caller.session ?? `arn:${partition}:sts::${account}:assumed-role/${name}/session`;
  return { principal: session, path: text };
}

/** The action in the case of the entries that it begins and ends as. */
function inWrittenCase(action: string, sides: readonly Side[]): string {
  const statements = sides.flatMap(({ layers }) => layers.flat()).map(({ statement }) => statement);
  let start = "";
  let end = "";
  for (const entry of statements.flatMap(({ actions, notActions }) => actions ?? notActions ?? [])) {
    const pieces = entry.split(/[*?]/);
    const [first = "", last = ""] = [pieces[0], pieces.at(-1)];
    if (first.length > start.length && action.startsWith(first.toLowerCase())) start = first;
    if (last.length > end.length && action.endsWith(last.toLowerCase())) end = last;
  }
  const middle = action.slice(start.length, Math.max(start.length, action.length - end.length));
  return start + middle + end.slice(Math.max(0, start.length + end.length - action.length));
}
