import type { ActionCatalogue, ActionDefinition } from "../iam";
import { passRoleActions } from "../iam";
import { arnFormatMatcher } from "./arn-format";
import { behindCall } from "./behind-calls";
import { EVENT_SOURCES, serviceOfSource, type EventPermission, type EventSource } from "./event-table";
import { placeOf, type Observation } from "./observation";
import { taggingBehind } from "./tagging-behind";
import { typesNotShown, type TypeNotShown } from "./types-not-shown";
import { variablesOf, type Variables } from "./parameter-values";

/** What an event shows of the resource: its ARN, only its type, that the action has none (`any`), or nothing. */
export type UsedResource =
  | {
      readonly kind: "arn";
      /** As AWS authorises it. */
      readonly arn: string;
      /** As a policy names it: wildcards of the ARN are escaped. */
      readonly pattern: string;
      /** The event leaves a part open that the ARN has: the path of a role, the random end of a secret. */
      readonly isUncertain: boolean;
    }
  /** The call is authorised on resources of this type too, and the event does not show which. */
  | TypeNotShown
  | { readonly kind: "any" }
  | { readonly kind: "notShown" };

type ShownArn = Extract<UsedResource, { kind: "arn" }>;

/** One permission that a call took. */
export interface PermissionUse {
  /** `service:Name` in AWS's spelling. */
  readonly action: string;
  readonly resource: UsedResource;
  /** The event does not prove that it was needed. */
  readonly inferred: boolean;
  /** The call behind which it is, `service:Name`: the same action for a call's own permissions. */
  readonly behind: string;
  /** What the event shows of the request context beyond what is common to all calls. */
  readonly context: Readonly<Record<string, string>>;
}

/** The permissions of an event; `unmapped` when the catalogue has no action for it: `action` is what its name says. */
export type EventPermissions =
  | { readonly kind: "permissions"; readonly uses: readonly PermissionUse[] }
  | { readonly kind: "unmapped"; readonly action: string };

/**
 * The permissions that a call of the role took. None for calls that need none (`sts:GetCallerIdentity`). Where the event does not
 * name a resource that its action has, it is `notShown`, never guessed.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function permissionsOfEvent(observation: Observation, catalogue: ActionCatalogue): EventPermissions {
  const service = serviceOfSource(observation.eventSource);
  const name = operationOf(observation.eventName ?? "");
  const source = EVENT_SOURCES[observation.eventSource];
  const listed = source?.events[observation.eventName ?? ""] ?? source?.events[name];
  const variables = variablesOf(observation);
  const call: Call = { id: `${service}:${name}`, observation, source, variables, catalogue };
  const uses: PermissionUse[] = [];
  for (const [action, permissions] of byAction(listed ?? [{ action: name }], variables)) {
    const [prefix = "", own = ""] = action.includes(":") ? action.split(":") : [service, action];
    const definition = catalogue.action(prefix, own);
    if (definition === undefined) return { kind: "unmapped", action: call.id };
    uses.push(...usesOf(permissions, definition, call));
  }
  return { kind: "permissions", uses: [...uses, ...passedRoles(call), ...actionsBehind(call, name, listed)] };
}

/** What is known of one call. */
interface Call {
  /** `service:Name` */
  readonly id: string;
  readonly observation: Observation;
  readonly source: EventSource | undefined;
  readonly variables: Variables;
  readonly catalogue: ActionCatalogue;
}

/** The permissions that apply, by their action; where none does, that of the call on what it does not show. */
function byAction(
  permissions: readonly EventPermission[],
  variables: Variables,
): ReadonlyMap<string, readonly EventPermission[]> {
  const applying = permissions.filter((one) => applies(one, variables));
  const [first] = permissions;
  const isLost = first !== undefined && applying.length === 0;
  return Map.groupBy(isLost ? [{ action: first.action, resources: [] }] : applying, ({ action }) => action);
}

/** The operation that an event name stands for: some services write the version of their API behind it. */
function operationOf(eventName: string): string {
  return eventName.replace(/_?20\d\d_?\d\d_?\d\d(v\d+)?$/, "");
}

function applies({ when, unless, equals }: EventPermission, variables: Variables): boolean {
  if (when !== undefined && !variables.has(when)) return false;
  if (when !== undefined && equals !== undefined && variables.get(when)?.includes(equals) !== true) return false;
  return unless === undefined || !variables.has(unless);
}

/** The uses of one action: of the resources that the event shows, and of the types on which AWS authorises it that are not among them. */
function usesOf(
  permissions: readonly EventPermission[],
  definition: ActionDefinition,
  call: Call,
): readonly PermissionUse[] {
  const action = `${definition.service}:${definition.name}`;
  const use = (resource: UsedResource, inferred: boolean): PermissionUse => ({
    action,
    resource,
    inferred,
    behind: call.id,
    context: {},
  });
  const uses = permissions.flatMap((permission) => {
    const inferred = permission.inferred === true;
    if (definition.resourceTypes.length === 0) return [use({ kind: "any" }, inferred)];
    const arns = arnsOf(permission, definition, call);
    return arns.length === 0 ? [use({ kind: "notShown" }, inferred)] : arns.map((arn) => use(arn, inferred));
  });
  const shown = uses.flatMap(({ resource }) => (resource.kind === "arn" ? [resource.arn] : []));
  if (shown.length < uses.length) return uses;
  const inferred = uses.every((one) => one.inferred);
  return [...uses, ...typesNotShown(permissions, definition, shown, call).map((resource) => use(resource, inferred))];
}

function arnsOf(
  permission: EventPermission,
  definition: ActionDefinition,
  { source, observation, variables, catalogue }: Call,
): readonly ShownArn[] {
  const fill = (template: string) => filled(template, observation, variables);
  if (permission.resources !== undefined) return unique(permission.resources.flatMap(fill));
  const types = definition.resourceTypes.filter(({ name }) => permission.types?.includes(name) ?? true);
  const byType = types.flatMap((type) => {
    const templates = source?.resourceTypes[type.name] ?? [];
    const arns = templates.map(fill).find((some) => some.length > 0) ?? [];
    const hasPath = source?.pathsUnknown?.includes(type.name) === true;
    if (arns.length > 0) return arns.map((arn) => ({ ...arn, isUncertain: arn.isUncertain || hasPath }));
    return source?.arns === false ? [] : shownArns([type], definition, observation, catalogue);
  });
  return unique(byType);
}

/** ARNs in the event that are of one of the resource types; of several it is not certain that all are meant. */
function shownArns(
  types: ActionDefinition["resourceTypes"],
  { service }: ActionDefinition,
  { arns }: Observation,
  catalogue: ActionCatalogue,
): readonly ShownArn[] {
  const names = new Set(types.map(({ name }) => name));
  const formats = catalogue.resourceTypes(service).filter(({ name }) => names.has(name));
  const matchers = formats.map(({ arnFormat }) => arnFormatMatcher(arnFormat));
  const found = arns.filter((arn) => matchers.some((matches) => matches(arn))).map(shownArn);
  return found.length === 1 ? found : found.map((arn) => ({ ...arn, isUncertain: true }));
}

function shownArn(arn: string): ShownArn {
  return { kind: "arn", arn, pattern: escapeWildcards(arn), isUncertain: false };
}

/**
 * A template with every combination of its variables' values; none when one has no value. Account and Region are the event's, but
 * where a parameter says others.
 */
function filled(template: string, observation: Observation, variables: Variables): readonly ShownArn[] {
  const common = placeOf(observation);
  const names = new Set([...template.matchAll(VARIABLE)].map(([, name = ""]) => name));
  const own = [...names].filter((name) => !common.has(name) || variables.has(name));
  let bindings: readonly ReadonlyMap<string, string>[] = [common];
  for (const name of own) {
    const values = [...new Set(variables.get(name))];
    bindings = bindings.flatMap((binding) => values.map((value) => new Map([...binding, [name, value]])));
  }
  const isUncertain = own.length > 0 && /[*?]/.test(template.replace(VARIABLE, ""));
  return bindings.map((binding) => ({
    kind: "arn",
    arn: template.replace(VARIABLE, (_, name: string) => binding.get(name) ?? ""),
    pattern: template.replace(VARIABLE, (_, name: string) => escapeWildcards(binding.get(name) ?? "")),
    isUncertain,
  }));
}

const VARIABLE = /\$\{(\w+)\}/g;

/** A text as it stands in a policy's resource. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
function escapeWildcards(text: string): string {
  return text.replace(/[$*?]/g, (character) => `\${${character}}`);
}

/**
 * iam:PassRole, which no event shows: from the roles that a call names which hands roles to a service, or which writes and may do so.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function passedRoles(call: Call): readonly PermissionUse[] {
  const { id, observation, source, variables } = call;
  const checks = passRoleActions(id).filter(({ check }) => check !== "none");
  const passedTo = [...new Set(checks.flatMap((entry) => entry.passedTo))];
  const context = passedTo.length === 1 && passedTo[0] !== undefined ? { "iam:PassedToService": passedTo[0] } : {};
  const use = (resource: UsedResource): PermissionUse => ({
    action: "iam:PassRole",
    resource,
    inferred: true,
    behind: id,
    context,
  });
  const roles = observation.arns.filter((arn) => /^arn:[^:]+:iam::\d{12}:role\//.test(arn)).map(shownArn);
  if (checks.length === 0) return passRoleActions(id).length === 0 && mayHandOver(call) ? roles.map(use) : [];
  if (roles.length > 0) return roles.map(use);
  const mayPass = checks.some(({ parameter }) => !isKnownAbsent(parameter, source, variables));
  return mayPass ? [use({ kind: "notShown" })] : [];
}

/** Whether a call that names a role may hand it to its service: it writes, and is none of those that roles themselves are for. */
function mayHandOver({ id, catalogue }: Call): boolean {
  const [service = "", name = ""] = id.split(":");
  const levels = catalogue.action(service, name)?.accessLevels ?? [];
  return service !== "iam" && service !== "sts" && !levels.every((level) => level === "List" || level === "Read");
}

/**
 * What a service asks of the caller's permissions behind a call, on resources that its event does not show: also to set tags, where
 * the table says nothing of them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
function actionsBehind(
  { id, catalogue }: Call,
  name: string,
  listed: readonly EventPermission[] = [],
): readonly PermissionUse[] {
  const definition = catalogue.action(id.split(":")[0] ?? "", name);
  const tagging = definition === undefined ? [] : taggingBehind(definition, catalogue);
  const behind = behindCall(id);
  const isListed = tagging.some(
    (action) => behind.includes(action) || listed.some((one) => action.endsWith(`:${one.action}`)),
  );
  return [...behind, ...(isListed ? [] : tagging)].map((action) => ({
    action,
    resource: { kind: "notShown" },
    inferred: true,
    behind: id,
    context: {},
  }));
}

/** Whether a parameter that names a role is not in the request: it holds an ARN, of which there is none, or was looked for. */
function isKnownAbsent(parameter: string, source: EventSource | undefined, variables: Variables): boolean {
  if (/arn$/i.test(parameter)) return true;
  const path = parameter.charAt(0).toLowerCase() + parameter.slice(1);
  const name = Object.entries(source?.parameters ?? {}).find(([, rule]) => rule.path === path)?.[0];
  return name !== undefined && !variables.has(name);
}

function unique(arns: readonly ShownArn[]): readonly ShownArn[] {
  return [...new Map(arns.map((arn) => [arn.arn, arn])).values()];
}
