import { expandActions, type ActionCatalogue } from "../iam";
import { arnFormatMatcher } from "./arn-format";
import type { GrantedStatement } from "./granted-statement";
import { whyNotObservable } from "./observability";
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

/** Tells what of the old statements stays though no use of it is in the logs, and what goes. What they deny is neither. */
export function unusedPermissions(granted: Granted): {
  readonly kept: readonly KeptPermission[];
  readonly removed: readonly RemovedPermission[];
} {
  const kept: KeptPermission[] = [];
  const removed: RemovedPermission[] = [];
  for (const statement of granted.statements) {
    for (const action of actionsOf(statement, granted.catalogue)) {
      const unused = unusedResources(statement, action, granted);
      if (unused.length === 0) continue;
      const isAssumed = granted.isAssumed(action);
      const reasons = unused.flatMap((resource) => {
        const reason = isAssumed ? undefined : whyNotObservable(action, resource, granted.coverage, granted.catalogue);
        return reason === undefined ? [] : [{ action, statement, resource, reason }];
      });
      kept.push(...reasons);
      const stay = new Set(reasons.map(({ resource }) => resource));
      const resources = unused.filter((resource) => !stay.has(resource));
      if (resources.length === 0) continue;
      const { policyId, index: statementIndex } = statement;
      const isWhole = !staysUsed(statement, action, granted) && reasons.length === 0;
      removed.push({ action, policyId, statementIndex, isAssumed, isWhole, resources });
    }
  }
  return { kept, removed };
}

function staysUsed(statement: GrantedStatement, action: string, { used, isAssumed }: Granted): boolean {
  const behind = isAssumed(action) ? undefined : used.kept.get(statement, action);
  return used.used.get(statement, action) !== undefined || behind !== undefined;
}

/** The resources of a statement that the logs do not show for an action, and on which the old policies allow it. */
function unusedResources(
  statement: GrantedStatement,
  action: string,
  { denied, used, isAssumed, catalogue }: Granted,
): readonly string[] {
  return statement.resources.filter(
    (resource) =>
      !used.used.keeps(statement, action, resource) &&
      (isAssumed(action) || !used.kept.keeps(statement, action, resource)) &&
      fits(action, resource, catalogue) &&
      !denied.some((denial) => denial.coversAll(action, resource)),
  );
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
