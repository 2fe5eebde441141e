import { parseArn, type ActionCatalogue } from "../iam";
import { arnFormatMatcher } from "./arn-format";
import { permissionsOfEvent, type PermissionUse, type UsedResource } from "./event-permissions";
import { outcomeOf } from "./event-table";
import type { GrantedStatement } from "./granted-statement";
import type { Observation } from "./observation";
import { StatementUses, type StatementUse } from "./statement-uses";
import { UsedResources } from "./used-resources";

/** How often and when something was used inside the window. */
export interface Usage {
  events: number;
  first?: string;
  last?: string;
  /** AWS services that made calls on the role's behalf. */
  readonly via: Set<string>;
}

/** A call that was allowed and that no statement of the old policies allows. */
export interface Addition {
  readonly action: string;
  readonly resource: string;
}

/** What the role used, by action and by the old statement that allows it. */
export class UsedPermissions {
  readonly usage = new Map<string, Usage>();
  /** What events of the window prove. */
  readonly used = new StatementUses();
  /** What may have been needed behind calls, and what was used before the window. */
  readonly kept = new StatementUses();
  readonly additions = new Map<string, Addition>();
  /** Calls for which the catalogue has no action, by what their name says. */
  readonly unmapped = new Map<string, Usage>();
  readonly denied = new Map<string, Usage>();
  /** Calls that were allowed, of which neither a statement nor a resource is known. */
  readonly undecided = new Set<string>();

  constructor(
    private readonly statements: readonly GrantedStatement[],
    private readonly catalogue: ActionCatalogue,
  ) {}

  add(observation: Observation): void {
    const permissions = permissionsOfEvent(observation, this.catalogue);
    const outcome = outcomeOf(observation.errorCode);
    if (permissions.kind === "unmapped") {
      if (observation.events > 0 && outcome !== "denied") count(this.unmapped, permissions.action, observation);
      return;
    }
    for (const use of permissions.uses) {
      if (outcome === "denied") {
        if (observation.events > 0 && !use.inferred) count(this.denied, use.action, observation);
        continue;
      }
      if (observation.events > 0) this.addUse(use, observation, outcome === "allowed");
      else if (observation.earlier !== undefined) this.noteEarlier(use, observation.earlier);
    }
  }

  private noteEarlier(use: PermissionUse, time: string): void {
    this.note(use, this.kept, `it was last used before the window (${time.slice(0, 10)})`);
  }

  private addUse(use: PermissionUse, observation: Observation, isAllowed: boolean): void {
    if (use.inferred) {
      this.note(use, this.kept, `${use.behind} may need it, and no event shows that`);
      return;
    }
    const isGranted = this.note(use, this.used);
    if (use.resource.kind === "ofType") return;
    if (isGranted || isAllowed) count(this.usage, use.action, observation);
    if (isGranted || !isAllowed) return;
    if (use.resource.kind === "notShown" || (use.resource.kind === "arn" && use.resource.isUncertain)) {
      this.undecided.add(use.action);
    } else {
      const resource = use.resource.kind === "arn" ? use.resource.pattern : "*";
      this.additions.set(`${use.action} ${resource}`, { action: use.action, resource });
    }
  }

  /**
   * Notes the use with every statement that may have allowed it, and tells whether there is one. Where the event names the one
   * resource, a statement that allows it in every context is enough.
   */
  private note(use: PermissionUse, uses: StatementUses, reason?: string): boolean {
    const { action, resource } = use;
    const candidates = this.statements.filter((statement) => statement.allowsAction(action));
    const matched = candidates.filter((statement) => mayAllow(statement, action, resource));
    const isOpen = resource.kind === "arn" && resource.isUncertain;
    const one = resource.kind === "any" ? "*" : resource.kind === "arn" && !isOpen ? resource.arn : undefined;
    const free = one === undefined ? undefined : matched.find((statement) => statement.allowsAlways(action, one));
    const isElsewhere = isOpen && matched.length === 0;
    const noted = free !== undefined ? [free] : isElsewhere ? candidates : matched;
    for (const statement of noted) {
      const noting = uses.of(statement, action);
      if (reason !== undefined) noting.reasons.add(reason);
      if (resource.kind === "notShown" || isElsewhere) noting.keepsAll = true;
      else this.noteResource(use, statement, noting);
    }
    return noted.length > 0;
  }

  private noteResource({ action, resource }: PermissionUse, statement: GrantedStatement, noting: StatementUse): void {
    const pattern = patternOf(resource);
    const arn = resource.kind === "arn" ? resource.arn : pattern;
    const open = resource.kind === "any" ? undefined : pattern;
    for (const old of statement.overlappingResources(action, arn, open)) {
      const isWithin = statement.isWithin(action, old, pattern);
      if (!isWithin && statement.statement.resources === undefined) noting.keepsAll = true;
      const used = noting.byResource.get(old) ?? new UsedResources(old);
      noting.byResource.set(old, used);
      used.add(isWithin ? pattern : old, old === "*" ? this.typePattern(action, arn) : old);
    }
  }

  /** All resources of the type in the same account and Region. */
  private typePattern(action: string, arn: string): string {
    const parsed = parseArn(arn);
    const [service = "", name = ""] = action.split(":");
    const types = new Set(this.catalogue.action(service, name)?.resourceTypes.map((type) => type.name));
    const type = this.catalogue
      .resourceTypes(service)
      .find((one) => types.has(one.name) && arnFormatMatcher(one.arnFormat)(arn));
    if (parsed === undefined || type === undefined) return arn;
    const format = type.arnFormat.split(", ").find((one) => arnFormatMatcher(one)(arn)) ?? type.arnFormat;
    return format
      .replace("${Partition}", parsed.partition)
      .replace("${Region}", parsed.region)
      .replace("${Account}", parsed.account)
      .replace(/\$\{[^}]+\}/g, "*");
  }
}

function patternOf(resource: UsedResource): string {
  return resource.kind === "arn" || resource.kind === "ofType" ? resource.pattern : "*";
}

function mayAllow(statement: GrantedStatement, action: string, resource: UsedResource): boolean {
  switch (resource.kind) {
    case "notShown":
      return true;
    case "any":
      return statement.allows(action, "*");
    case "arn":
      return statement.overlappingResources(action, resource.arn, resource.pattern).length > 0;
    case "ofType":
      return statement.overlappingResources(action, resource.pattern, resource.pattern).length > 0;
  }
}

function count(usages: Map<string, Usage>, key: string, { events, first, last, invokedBy }: Observation): void {
  const usage = usages.get(key) ?? { events: 0, via: new Set<string>() };
  usages.set(key, usage);
  usage.events += events;
  if (first !== undefined && (usage.first === undefined || first < usage.first)) usage.first = first;
  if (last !== undefined && (usage.last === undefined || last > usage.last)) usage.last = last;
  if (invokedBy !== undefined) usage.via.add(invokedBy);
}
