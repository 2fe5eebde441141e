import { expandActions, type ActionCatalogue } from "../iam";
import { serviceOf } from "./action-name";
import { arnFormatMatcher } from "./arn-format";
import type { GrantedStatement } from "./granted-statement";
import { isLogged, whyNotObservable } from "./observability";
import type { TrailCoverage } from "./trail-coverage";
import type { UsedPermissions } from "./used-permissions";

/** A permission that no event proves to be used and that stays, because the logs cannot show its use. */
export interface KeptPermission {
  readonly action: string;
  readonly statement: GrantedStatement;
  /** As the proposal names it; `*` under NotResource. */
  readonly resource: string;
  readonly reason: string;
}

/** A permission that was not used and goes. */
export interface RemovedPermission {
  readonly action: string;
  readonly policyId: string;
  readonly statementIndex: number;
  /** It goes by `--assume-unused`, not by what the logs show. */
  readonly isAssumed: boolean;
  /** It goes on all resources of the statement. */
  readonly isWhole: boolean;
  /** The statement's resources on which it goes. */
  readonly resources: readonly string[];
}

/** A permission that was used on a part of what a resource of the old statement names, and goes on the rest. */
export interface NarrowedPermission {
  readonly action: string;
  readonly policyId: string;
  readonly statementIndex: number;
  /** As the old statement names it; `*` under NotResource. */
  readonly resource: string;
  /** The rest goes by `--assume-unused`, not by what the logs show. */
  readonly isAssumed: boolean;
}

/** What the old policies give, and what of it the logs show. */
export interface Granted {
  readonly statements: readonly GrantedStatement[];
  /** What the old policies deny whatever the context. */
  readonly denied: readonly GrantedStatement[];
  readonly used: UsedPermissions;
  readonly coverage: TrailCoverage;
  readonly catalogue: ActionCatalogue;
  /** Whether an action counts as not used where the logs cannot tell. */
  readonly isAssumed: (action: string) => boolean;
}

/** What is not proven to be used, by what becomes of it. */
export interface UnusedPermissions {
  readonly kept: readonly KeptPermission[];
  readonly narrowed: readonly NarrowedPermission[];
  readonly removed: readonly RemovedPermission[];
}

/**
 * Tells what of the old statements stays though no use of it is in the logs, what is narrowed to what was used, and what goes. What
 * they deny is none of these.
 */
export function unusedPermissions(granted: Granted): UnusedPermissions {
  const kept: KeptPermission[] = [];
  const narrowed: NarrowedPermission[] = [];
  const removed: RemovedPermission[] = [];
  for (const statement of granted.statements) {
    const { policyId, index: statementIndex } = statement;
    for (const action of actionsOf(statement, granted.catalogue)) {
      const isAssumed = granted.isAssumed(action);
      const resources: string[] = [];
      let isWhole = true;
      for (const resource of statement.resources) {
        const fate = fateOf(statement, action, resource, granted);
        if (fate.kind === "unused") resources.push(resource);
        else isWhole &&= fate.kind === "notGranted";
        if (fate.kind === "kept") kept.push({ action, statement, resource, reason: fate.reason });
        if (fate.kind === "narrowed") narrowed.push({ action, policyId, statementIndex, resource, isAssumed });
      }
      if (resources.length > 0) removed.push({ action, policyId, statementIndex, isAssumed, isWhole, resources });
    }
  }
  return { kept, narrowed, removed };
}

/** What becomes of an action on one resource of a statement. */
type Fate =
  { readonly kind: "notGranted" | "used" | "narrowed" | "unused" } | { readonly kind: "kept"; readonly reason: string };

function fateOf(
  statement: GrantedStatement,
  action: string,
  resource: string,
  { denied, used, isAssumed, coverage, catalogue }: Granted,
): Fate {
  if (!fits(action, resource, catalogue) || denied.some((denial) => denial.coversAll(action, resource))) {
    return { kind: "notGranted" };
  }
  const uses = isAssumed(action) ? [used.used] : [used.used, used.kept];
  if (uses.some((one) => one.keepsWhole(statement, action, resource))) return { kind: "used" };
  const reason = isAssumed(action) ? undefined : whyNotObservable(action, resource, coverage, catalogue);
  const isUsed = uses.some((one) => one.keeps(statement, action, resource));
  const definition = catalogue.action(serviceOf(action), action.split(":")[1] ?? "");
  // What other calls show of an action that has no events of its own is all that there is to know.
  const hasEvents = used.used.keeps(statement, action, resource);
  const isShownByOthers = isUsed && !hasEvents && definition !== undefined && !isLogged(definition);
  if (reason !== undefined && !isShownByOthers) return { kind: "kept", reason };
  return { kind: isUsed ? "narrowed" : "unused" };
}

/** The actions of the catalogue that a statement names, and the names that the catalogue does not know. */
function actionsOf(statement: GrantedStatement, catalogue: ActionCatalogue): readonly string[] {
  const { actions } = statement.statement;
  if (actions === undefined) return expandActions(["*"], catalogue).filter((action) => statement.allowsAction(action));
  const unknown = actions.filter(
    (action) => !/[*?]/.test(action) && /^[^:]+:./.test(action) && expandActions([action], catalogue).length === 0,
  );
  return [...new Set([...expandActions(actions, catalogue), ...unknown])].sort();
}

/** Whether an action can be authorised on anything that a resource of a policy matches. */
function fits(action: string, resource: string, catalogue: ActionCatalogue): boolean {
  const [service = "", name = ""] = action.split(":");
  const definition = catalogue.action(service, name);
  if (resource === "*" || definition === undefined) return true;
  if (definition.resourceTypes.length === 0) return false;
  const types = new Set(definition.resourceTypes.map((type) => type.name));
  const formats = catalogue.resourceTypes(service).filter((type) => types.has(type.name));
  return formats.some(({ arnFormat }) => formatFits(arnFormat, resource));
}

function formatFits(arnFormat: string, resource: string): boolean {
  if (!/[*?$]/.test(resource)) return arnFormatMatcher(arnFormat)(resource);
  const literal = resource.slice(0, resource.search(/[*?$]/));
  return arnFormat.split(", ").some((format) => {
    const segments = format.split(":");
    const wanted = resource.split(":");
    const isService = segments[2] === wanted[2] || /[*?]/.test(wanted[2] ?? "*");
    const isBucketAlone = format.endsWith(":${BucketName}") && wanted.slice(5).join(":").includes("/");
    const head = (segments.slice(5).join(":").split("${")[0] ?? "").toLowerCase();
    const own = literal.split(":").slice(5).join(":").toLowerCase();
    return isService && !isBucketAlone && (head.startsWith(own) || own.startsWith(head));
  });
}
