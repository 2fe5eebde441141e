import { parseArn, type ActionCatalogue } from "../iam";
import { arnFormatMatcher } from "./arn-format";
import { permissionsOfEvent, type PermissionUse, type UsedResource } from "./event-permissions";
import { outcomeOf } from "./event-table";
import type { GrantedStatement } from "./granted-statement";
import type { Observation } from "./observation";
import { UsedResources } from "./used-resources";

/** How often and when something was used inside the window. */
export interface Usage {
  events: number;
  first?: string;
  last?: string;
  /** AWS services that made calls on the role's behalf. */
  readonly via: Set<string>;
}

/** The use of an action that one old statement allows. */
export interface StatementUse {
  /** By the statement's resource that matched. */
  readonly byResource: Map<string, UsedResources>;
  /** A call did not show its resource: all of the statement's stay. */
  keepsAll: boolean;
}

/** A call that was allowed and that no statement of the old policies allows. */
export interface Addition {
  readonly action: string;
  readonly resource: string;
}

/** What the role used, by action and by the old statement that allows it. */
export class UsedPermissions {
  readonly usage = new Map<string, Usage>();
  readonly byStatement = new Map<GrantedStatement, Map<string, StatementUse>>();
  readonly additions = new Map<string, Addition>();
  /** Calls for which the catalogue has no action, by what their name says. */
  readonly unmapped = new Map<string, Usage>();
  readonly denied = new Map<string, Usage>();
  /** Last use before the window, by action. */
  readonly earlier = new Map<string, string>();
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
      if (observation.earlier !== undefined && outcome !== "denied") this.addEarlier(use.action, observation.earlier);
      if (observation.events === 0) continue;
      if (outcome === "denied") count(this.denied, use.action, observation);
      else this.addUse(use, observation, outcome === "allowed" && !use.inferred);
    }
  }

  private addEarlier(action: string, time: string): void {
    const known = this.earlier.get(action);
    if (known === undefined || known < time) this.earlier.set(action, time);
  }

  private addUse(use: PermissionUse, observation: Observation, isProven: boolean): void {
    const candidates = this.statements.filter((statement) => statement.allowsAction(use.action));
    const matched = this.match(use, candidates);
    if (matched.length > 0 || isProven) count(this.usage, use.action, observation);
    if (matched.length > 0 || !isProven) return;
    if (use.resource.kind === "notShown" || (use.resource.kind === "arn" && use.resource.isUncertain)) {
      this.undecided.add(use.action);
    } else {
      const resource = use.resource.kind === "arn" ? use.resource.pattern : "*";
      this.additions.set(`${use.action} ${resource}`, { action: use.action, resource });
    }
  }

  /** Notes the use with every statement that may have allowed it; one without conditions is enough. */
  private match(use: PermissionUse, candidates: readonly GrantedStatement[]): readonly GrantedStatement[] {
    const matched = candidates.filter((statement) => this.matches(use, statement));
    if (matched.length === 0 && use.resource.kind === "arn" && use.resource.isUncertain) {
      for (const statement of candidates) this.noteAll(use.action, statement);
      return candidates;
    }
    const free = matched.find(({ isConditional }) => !isConditional);
    const noted = free === undefined ? matched : [free];
    for (const statement of noted) this.note(use, statement);
    return noted;
  }

  private matches({ action, resource }: PermissionUse, statement: GrantedStatement): boolean {
    if (resource.kind === "notShown") return true;
    if (resource.kind === "any") return statement.allows(action, "*");
    return statement.allows(action, resource.arn) || statement.resourcesLike(resource.pattern).length > 0;
  }

  private note({ action, resource }: PermissionUse, statement: GrantedStatement): void {
    if (resource.kind === "notShown") {
      this.noteAll(action, statement);
      return;
    }
    const { byResource } = this.useOf(action, statement);
    const arn = resource.kind === "arn" ? resource.arn : "*";
    const add = (old: string, pattern: string) => {
      const used = byResource.get(old) ?? new UsedResources();
      byResource.set(old, used);
      used.add(pattern, old === "*" ? this.typePattern(action, arn) : old);
    };
    const matching = statement.matchingResources(action, arn);
    for (const old of matching) add(old, hasVariable(old) ? old : patternOf(resource));
    if (matching.length === 0) for (const old of statement.resourcesLike(patternOf(resource))) add(old, old);
  }

  private noteAll(action: string, statement: GrantedStatement): void {
    this.useOf(action, statement).keepsAll = true;
  }

  private useOf(action: string, statement: GrantedStatement): StatementUse {
    const actions = this.byStatement.get(statement) ?? new Map<string, StatementUse>();
    this.byStatement.set(statement, actions);
    const use = actions.get(action) ?? { byResource: new Map<string, UsedResources>(), keepsAll: false };
    actions.set(action, use);
    return use;
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
  return resource.kind === "arn" ? resource.pattern : "*";
}

function hasVariable(resource: string): boolean {
  return /\$\{(?![*?$]\})/.test(resource);
}

function count(usages: Map<string, Usage>, key: string, { events, first, last, invokedBy }: Observation): void {
  const usage = usages.get(key) ?? { events: 0, via: new Set<string>() };
  usages.set(key, usage);
  usage.events += events;
  if (first !== undefined && (usage.first === undefined || first < usage.first)) usage.first = first;
  if (last !== undefined && (usage.last === undefined || last > usage.last)) usage.last = last;
  if (invokedBy !== undefined) usage.via.add(invokedBy);
}
