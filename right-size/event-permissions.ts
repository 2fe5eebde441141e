import type { ActionCatalogue, ActionDefinition } from "../iam";
import { parseArn, passRoleActions } from "../iam";
import { arnFormatMatcher } from "./arn-format";
import { EVENT_SOURCES, serviceOfSource, type EventPermission, type EventSource } from "./event-table";
import type { Observation } from "./observation";
import { variablesOf, type Variables } from "./parameter-values";

/** What an event shows of the resource: its ARN, that the action has none (`any`), or nothing. */
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
  const permissions = listed ?? [{ action: name }];
  const uses: PermissionUse[] = [];
  for (const permission of permissions.filter((one) => applies(one, variables))) {
    const [prefix = service, action = ""] = permission.action.includes(":")
      ? permission.action.split(":")
      : [service, permission.action];
    const definition = catalogue.action(prefix, action);
    if (definition === undefined) return { kind: "unmapped", action: `${service}:${name}` };
    uses.push(...usesOf(permission, definition, source, observation, variables, catalogue));
  }
  return { kind: "permissions", uses: [...uses, ...passedRoles(service, name, observation, source, variables)] };
}

/** The operation that an event name stands for: some services write the version of their API behind it. */
export function operationOf(eventName: string): string {
  return eventName.replace(/_?20\d\d_?\d\d_?\d\d(v\d+)?$/, "");
}

function applies({ when, unless, equals }: EventPermission, variables: Variables): boolean {
  if (when !== undefined && !variables.has(when)) return false;
  if (when !== undefined && equals !== undefined && variables.get(when)?.includes(equals) !== true) return false;
  return unless === undefined || !variables.has(unless);
}

function usesOf(
  permission: EventPermission,
  definition: ActionDefinition,
  source: EventSource | undefined,
  observation: Observation,
  variables: Variables,
  catalogue: ActionCatalogue,
): readonly PermissionUse[] {
  const action = `${definition.service}:${definition.name}`;
  const use = (resource: UsedResource): PermissionUse => ({
    action,
    resource,
    inferred: permission.inferred === true,
    context: {},
  });
  if (definition.resourceTypes.length === 0) return [use({ kind: "any" })];
  const arns = arnsOf(permission, definition, source, observation, variables, catalogue);
  return arns.length === 0 ? [use({ kind: "notShown" })] : arns.map(use);
}

function arnsOf(
  permission: EventPermission,
  definition: ActionDefinition,
  source: EventSource | undefined,
  observation: Observation,
  variables: Variables,
  catalogue: ActionCatalogue,
): readonly ShownArn[] {
  const fill = (template: string) => filled(template, observation, variables);
  if (permission.resources !== undefined && permission.resources.length > 0) {
    return unique(permission.resources.flatMap(fill));
  }
  const types = definition.resourceTypes.filter(({ name }) => permission.types?.includes(name) ?? true);
  const isNamed = permission.resources === undefined;
  const byTemplate = types.flatMap(({ name }) => {
    const templates = isNamed ? (source?.resourceTypes[name] ?? []) : [];
    const arns = templates.map(fill).find((some) => some.length > 0) ?? [];
    const hasPath = source?.pathsUnknown?.includes(name) === true;
    return arns.map((arn) => ({ ...arn, isUncertain: arn.isUncertain || hasPath }));
  });
  if (byTemplate.length > 0) return unique(byTemplate);
  return source?.arns === false ? [] : shownArns(types, definition, observation, catalogue);
}

/** ARNs in the event that are of one of the resource types. */
function shownArns(
  types: ActionDefinition["resourceTypes"],
  { service }: ActionDefinition,
  { arns }: Observation,
  catalogue: ActionCatalogue,
): readonly ShownArn[] {
  const names = new Set(types.map(({ name }) => name));
  const formats = catalogue.resourceTypes(service).filter(({ name }) => names.has(name));
  const matchers = formats.map(({ arnFormat }) => arnFormatMatcher(arnFormat));
  return arns.filter((arn) => matchers.some((matches) => matches(arn))).map(shownArn);
}

function shownArn(arn: string): ShownArn {
  return { kind: "arn", arn, pattern: escapeWildcards(arn), isUncertain: false };
}

/** A template with every combination of its variables' values; none when one has no value. */
function filled(template: string, observation: Observation, variables: Variables): readonly ShownArn[] {
  const common = new Map([
    ["Partition", partitionOf(observation)],
    ["Region", observation.region],
    ["Account", accountOf(observation)],
  ]);
  const names = new Set([...template.matchAll(VARIABLE)].map(([, name = ""]) => name));
  const own = [...names].filter((name) => !common.has(name));
  let bindings: readonly ReadonlyMap<string, string>[] = [common];
  for (const name of own) {
    const values = variables.get(name) ?? [];
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

function accountOf({ account, role }: Observation): string {
  return account === "" ? (parseArn(role?.arn ?? "")?.account ?? "") : account;
}

function partitionOf({ role }: Observation): string {
  return parseArn(role?.arn ?? "")?.partition ?? "aws";
}

/**
 * iam:PassRole, which no event shows: from the roles that a call names which hands roles to a service.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function passedRoles(
  service: string,
  name: string,
  { arns }: Observation,
  source: EventSource | undefined,
  variables: Variables,
): readonly PermissionUse[] {
  const checks = passRoleActions(`${service}:${name}`).filter(({ check }) => check === "call");
  if (checks.length === 0) return [];
  const passedTo = [...new Set(checks.flatMap((entry) => entry.passedTo))];
  const context = passedTo.length === 1 && passedTo[0] !== undefined ? { "iam:PassedToService": passedTo[0] } : {};
  const roles = arns.filter((arn) => /^arn:[^:]+:iam::\d{12}:role\//.test(arn));
  const use = (resource: UsedResource): PermissionUse => ({
    action: "iam:PassRole",
    resource,
    inferred: true,
    context,
  });
  if (roles.length > 0) return roles.map((arn) => use(shownArn(arn)));
  const mayPass = checks.some(({ parameter }) => !isKnownAbsent(parameter, source, variables));
  return mayPass ? [use({ kind: "notShown" })] : [];
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
