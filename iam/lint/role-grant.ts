import type { ActionView, ConditionView, ResourceView, StatementView } from "./statement-view";
import { certainlyMatches, literalPrefix, textMatches } from "./value-view";

/** How a statement names an action on roles: by its name, by a pattern, or by leaving it out of NotAction. */
export type ActionForm = "action" | "starInAction" | "notAction";

/** How a statement names more roles than one: by a pattern of role names, or by all but some. */
export type ResourceForm = "starInResource" | "notResource";

/** A statement that allows an action on roles which nobody listed. */
export interface RoleGrant {
  readonly pointer: string;
  /** The action and the resource as written. */
  readonly actionText: string;
  readonly resourceText: string;
}

/** One of the two actions that AWS judges in this way. */
export interface RoleAction {
  readonly action: "iam:PassRole" | "iam:CreateServiceLinkedRole";
  /** The key that limits the action to certain services, in lower case. */
  readonly serviceKey: "iam:passedtoservice" | "iam:awsservicename";
  /** Whether a pattern of role names is narrow enough that AWS does not report it. */
  readonly excusesPrefix: (roleNamePrefix: string) => boolean;
}

/** The Allow statements that name the action and the roles in the given forms, unless AWS excuses them. */
export function roleGrants(
  statements: readonly StatementView[],
  role: RoleAction,
  actionForm: ActionForm,
  resourceForm: ResourceForm,
): readonly RoleGrant[] {
  return statements.flatMap((statement) => {
    if (!statement.isAllow || isLimitedToServices(statement, role.serviceKey)) return [];
    const action = findAction(statement, role.action);
    if (action?.form !== actionForm) return [];
    const resource = findResource(statement, role);
    if (resource?.form !== resourceForm) return [];
    return [{ pointer: resource.pointer, actionText: action.text, resourceText: resource.text }];
  });
}

interface Named<Form> {
  readonly form: Form;
  readonly pointer: string;
  readonly text: string;
}

function findAction(statement: StatementView, action: string): Named<ActionForm> | undefined {
  if (statement.statement.notActions !== undefined) return findNotAction(statement, action);
  const matching = statement.actions.filter((view) => certainlyMatches(view, action, true));
  const named = matching.find((view) => !view.hasWildcard) ?? matching[0];
  if (named === undefined) return undefined;
  return { form: named.hasWildcard ? "starInAction" : "action", pointer: named.pointer, text: named.text };
}

/** An entry with a symbol may exclude the action: then nothing is certain. */
function findNotAction(statement: StatementView, action: string): Named<ActionForm> | undefined {
  const excludes = (view: ActionView): boolean => view.hasSymbol || certainlyMatches(view, action, true);
  if (statement.actions.some(excludes)) return undefined;
  return { form: "notAction", pointer: statement.at("NotAction"), text: "NotAction" };
}

function findResource(statement: StatementView, role: RoleAction): Named<ResourceForm> | undefined {
  if (statement.statement.notResources !== undefined) {
    const excludesAllRoles = statement.resources.some((view) => isStar(view) || roleNamePrefix(view) === "");
    if (excludesAllRoles) return undefined;
    return { form: "notResource", pointer: statement.at("NotResource"), text: "NotResource" };
  }
  const open = statement.resources.find((view) => isStar(view) || isOpenRolePattern(view, role));
  return open === undefined ? undefined : { form: "starInResource", pointer: open.pointer, text: open.text };
}

function isStar(view: ResourceView): boolean {
  return view.parts.length === 1 && view.parts[0]?.kind === "anyString";
}

function isOpenRolePattern(view: ResourceView, role: RoleAction): boolean {
  const prefix = roleNamePrefix(view);
  return prefix !== undefined && !role.excusesPrefix(prefix);
}

/** `arn:PARTITION:iam::ACCOUNT:` and what follows; wildcards may stand in each segment. */
const ROLE_ARN = /^[^:]*:[^:]*:([^:]*):[^:]*:[^:]*:(.*)$/s;

/**
 * Path and name of the roles before the first wildcard in them, for a pattern that names roles by one: `qateam-` for
 * `arn:aws:iam::111122223333:role/qateam-*`. Undefined for a pattern that names one role, or no roles, and where a
 * variable or symbol stands in the way. A wildcard in the account does not count: roles are passed inside one account.
 */
function roleNamePrefix(view: ResourceView): string | undefined {
  if (view.parts.some((part) => part.kind === "symbol" || part.kind === "variable")) return undefined;
  const match = ROLE_ARN.exec(view.text);
  if (match === null) return shortArnPrefix(view);
  const [, service, resource] = match;
  if (service === undefined || resource === undefined || !textMatches(service, "iam")) return undefined;
  const wildcard = resource.search(/[*?]/);
  if (wildcard < 0) return undefined;
  const literal = resource.slice(0, wildcard);
  if (literal.startsWith("role/")) return literal.slice("role/".length);
  return "role/".startsWith(literal) ? "" : undefined;
}

/** `arn:aws:iam::*`, `arn:*`: fewer segments, the last wildcard crosses colons. */
function shortArnPrefix(view: ResourceView): string | undefined {
  const prefix = literalPrefix(view.parts);
  return view.hasWildcard && /^(arn(:aws[a-z-]*(:(iam(:)*)?)?)?)?:?$/.test(prefix) ? "" : undefined;
}

/** The key stands under an operator that asks for certain values, not for all or for none. */
export function isLimitedToServices(statement: StatementView, lowerKey: string): boolean {
  return statement.conditionsOn(lowerKey).some(limits);
}

function limits({ operator, values }: ConditionView): boolean {
  if (operator?.family !== "string" || operator.negated || values.length === 0) return false;
  return !values.some(({ text }) => operator.wildcards && /^\*+$/.test(text));
}
