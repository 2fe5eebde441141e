import type { ActionCatalogue, Condition, Statement } from "../iam";
import { serviceOf } from "./action-name";
import { allowing, compiled, isAllowed } from "./allow-statement";

/** Why a permission is in the proposal. */
export type Origin = "used" | "kept" | "added";

/** One action of the proposal with its resources. */
export interface ProposedPermission {
  readonly action: string;
  readonly resources: readonly string[];
  /** In place of resources, as the old statement has it. */
  readonly notResources?: readonly string[];
  readonly conditions: readonly Condition[];
  readonly origin: Origin;
}

const ORIGINS: readonly Origin[] = ["used", "added", "kept"];
/** Resources match alike whatever the action. */
const ANY_ACTION = "iam:PassRole";
const PREFIXES: Readonly<Record<Origin, string>> = { used: "", kept: "Kept", added: "Added" };

/**
 * Statements for the permissions: actions of one service, one kind of access (read or write), the same resources and conditions stand
 * together; what was used apart from what was kept. Sorted, so that the same permissions give the same text.
 */
export function groupStatements(
  permissions: readonly ProposedPermission[],
  catalogue: ActionCatalogue,
): readonly Statement[] {
  const groups = new Map<
    string,
    { first: ProposedPermission; actions: Set<string>; access: string; resources: readonly string[] }
  >();
  for (const permission of mergedByAction(permissions)) {
    const access = accessOf(permission.action, catalogue);
    const resources = [...permission.resources].sort();
    const key = JSON.stringify([
      ORIGINS.indexOf(permission.origin),
      serviceOf(permission.action),
      access,
      resources,
      permission.notResources ?? null,
      conditionsKey(permission.conditions),
    ]);
    const group = groups.get(key) ?? { first: permission, actions: new Set<string>(), access, resources };
    group.actions.add(permission.action);
    groups.set(key, group);
  }
  const names = new Map<string, number>();
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { first, actions, access, resources }], index) => ({
      sid: uniqueSid(`${PREFIXES[first.origin]}${pascal(serviceOf(first.action))}${access}`, names),
      effect: "Allow",
      actions: [...actions].sort(),
      ...(first.notResources === undefined ? { resources } : { notResources: first.notResources }),
      conditions: first.conditions,
      pointer: `/Statement/${index}`,
    }));
}

/** The resources of an action under the same conditions, put together; of what was used what is kept anyway is left out. */
function mergedByAction(permissions: readonly ProposedPermission[]): readonly ProposedPermission[] {
  const merged = new Map<string, ProposedPermission>();
  for (const permission of permissions) {
    const { action, origin, conditions, notResources = null } = permission;
    const key = JSON.stringify([action, origin, conditionsKey(conditions), notResources]);
    const resources = [...(merged.get(key)?.resources ?? []), ...permission.resources];
    merged.set(key, { ...permission, resources });
  }
  return [...merged.values()].flatMap((permission) => {
    const { action, origin, conditions, notResources } = permission;
    const all = [...new Set(permission.resources)];
    const own = withoutCovered(all, all);
    if (origin !== "used" || notResources !== undefined) return [{ ...permission, resources: own }];
    const kept = merged.get(JSON.stringify([action, "kept", conditionsKey(conditions), null]))?.resources ?? [];
    const resources = withoutCovered(own, kept).filter((one) => !kept.includes(one));
    return resources.length === 0 ? [] : [{ ...permission, resources }];
  });
}

/**
 * Those of the resources that none of `others` names too: an ARN goes where a pattern matches it as policies are evaluated (a
 * `*` before the fifth colon stays within its segment), a pattern where it begins with the text before the last `*` of another
 * one.
 */
function withoutCovered(resources: readonly string[], others: readonly string[]): readonly string[] {
  const patterns = others.filter((other) => /[*?]/.test(other) && !other.includes("$"));
  if (patterns.length === 0) return resources;
  const policies = compiled(allowing(["*"], patterns));
  const open = patterns.filter((pattern) => /^[^*?]*\*$/.test(pattern));
  return resources.filter((resource) =>
    /[*?$]/.test(resource)
      ? !open.some((other) => other !== resource && resource.startsWith(other.slice(0, -1)))
      : !isAllowed(policies, ANY_ACTION, resource),
  );
}

function conditionsKey(conditions: readonly Condition[]): string {
  return JSON.stringify(conditions.map(({ operator, key, values }) => [operator, key, values]));
}

function accessOf(action: string, catalogue: ActionCatalogue): "Read" | "Write" {
  const [service = "", name = ""] = action.split(":");
  const levels = catalogue.action(service, name)?.accessLevels ?? ["Write"];
  return levels.every((level) => level === "List" || level === "Read") ? "Read" : "Write";
}

function pascal(service: string): string {
  return service
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}

function uniqueSid(name: string, names: Map<string, number>): string {
  const number = (names.get(name) ?? 0) + 1;
  names.set(name, number);
  return number === 1 ? name : `${name}${number}`;
}
