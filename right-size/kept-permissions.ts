import { expandActions, globMatcher, type ActionCatalogue } from "../iam";
import { arnFormatMatcher } from "./arn-format";
import type { GrantedStatement } from "./granted-statement";
import { whyNotObservable } from "./observability";
import type { TrailCoverage } from "./trail-coverage";
import type { UsedPermissions } from "./used-permissions";

/** A permission that was not used and stays, because the logs cannot show its use. */
export interface KeptPermission {
  readonly action: string;
  readonly statement: GrantedStatement;
  /** As the old statement names it. */
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
}

export interface UnusedOptions {
  readonly catalogue: ActionCatalogue;
  /** Services (`s3`), actions and patterns of actions (`s3:Get*`) that count as not used where the logs cannot tell. */
  readonly assumeUnused: readonly string[];
}

/** Tells what of the old statements stays though no use of it is in the logs, and what goes. */
export function unusedPermissions(
  statements: readonly GrantedStatement[],
  used: UsedPermissions,
  coverage: TrailCoverage,
  options: UnusedOptions,
): { readonly kept: readonly KeptPermission[]; readonly removed: readonly RemovedPermission[] } {
  const kept: KeptPermission[] = [];
  const removed: RemovedPermission[] = [];
  const isAssumed = assumedUnused(options.assumeUnused);
  for (const statement of statements) {
    for (const action of actionsOf(statement, options.catalogue)) {
      const use = used.byStatement.get(statement)?.get(action);
      if (use?.keepsAll === true) continue;
      const resources = statement.resources.filter(
        (resource) => use?.byResource.has(resource) !== true && fits(action, resource, options.catalogue),
      );
      const reasons = resources.flatMap((resource) => {
        const reason = isAssumed(action) ? undefined : whyKept(action, resource, used, coverage, options.catalogue);
        return reason === undefined ? [] : [{ action, statement, resource, reason }];
      });
      kept.push(...reasons);
      if (use === undefined && reasons.length === 0) {
        const { policyId, index: statementIndex } = statement;
        removed.push({ action, policyId, statementIndex, isAssumed: isAssumed(action) });
      }
    }
  }
  return { kept, removed };
}

function whyKept(
  action: string,
  resource: string,
  used: UsedPermissions,
  coverage: TrailCoverage,
  catalogue: ActionCatalogue,
): string | undefined {
  const earlier = used.earlier.get(action);
  if (earlier !== undefined && !used.usage.has(action)) {
    return `it was last used on ${earlier.slice(0, 10)}, before the window`;
  }
  return whyNotObservable(action, resource, coverage, catalogue);
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

/** Whether an action is one of those that count as not used. */
function assumedUnused(patterns: readonly string[]): (action: string) => boolean {
  const matchers = patterns.map((pattern) =>
    globMatcher((pattern.includes(":") ? pattern : `${pattern}:*`).toLowerCase()),
  );
  return (action) => matchers.some((matches) => matches(action.toLowerCase()));
}
