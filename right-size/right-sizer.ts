import {
  checkContainment,
  parseArn,
  type ActionCatalogue,
  type Containment,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from "../iam";
import { grantedStatements, unconditionalDenials, type GrantedStatement } from "./granted-statement";
import { groupStatements, type Origin, type ProposedPermission } from "./group-statements";
import { assumedUnused } from "./assumed-unused";
import { unusedPermissions, type KeptPermission } from "./kept-permissions";
import type { Observation } from "./observation";
import type { Proposal, Undecided } from "./proposal";
import { splitPolicies, type ProposedPolicy } from "./split-policies";
import { TrailCoverage } from "./trail-coverage";
import type { StatementUse, StatementUses } from "./statement-uses";
import { UsedPermissions } from "./used-permissions";
import type { ResourceMode, UsedResources } from "./used-resources";
import { wholeServices } from "./whole-services";

/** How a proposal names resources, and what of it goes unseen. */
export interface RightSizeOptions {
  readonly catalogue: ActionCatalogue;
  /** @default "exact" */
  readonly resources?: ResourceMode;
  /** Services, actions and patterns of actions that count as not used where the logs cannot tell. @default none */
  readonly assumeUnused?: readonly string[];
}

/**
 * Makes a smaller policy of what a role used. Each old Allow statement keeps its conditions and gives what was used of it, and what the
 * logs cannot show; every Deny statement stays. So the proposal lies within the old policies by construction, and the
 * engine proves it.
 */
export class RightSizer {
  readonly used: UsedPermissions;
  private readonly trails = new Map<string, TrailCoverage>();
  private account = "";
  private readonly statements: readonly GrantedStatement[];
  private readonly denied: readonly GrantedStatement[];
  private readonly undecided: Undecided[] = [];
  /** Old policies that only deny. */
  private readonly unchanged: readonly NamedPolicy[];

  constructor(
    private readonly policies: readonly NamedPolicy[],
    private readonly options: RightSizeOptions,
  ) {
    this.statements = grantedStatements(policies);
    this.denied = unconditionalDenials(policies);
    this.unchanged = policies.filter(({ document }) => document.statements.every(({ effect }) => effect === "Deny"));
    this.used = new UsedPermissions(this.statements, options.catalogue);
  }

  /** Takes a row of the aggregation: of the role, and of others, whose calls show what the trail records. */
  add(observation: Observation): void {
    const { account, role } = observation;
    const trail = this.trails.get(account) ?? new TrailCoverage(account);
    this.trails.set(account, trail);
    trail.add(observation);
    if (role === undefined) return;
    this.account = parseArn(role.arn)?.account ?? "";
    this.used.add(observation);
  }

  /** Accounts in whose trails the events are. */
  get accounts(): readonly string[] {
    return [...this.trails.keys()].filter((account) => account !== "").sort();
  }

  /** What the trails of the role's account record: those of others may record more. */
  get coverage(): TrailCoverage {
    return this.trails.get(this.account) ?? new TrailCoverage(this.account);
  }

  propose(): Proposal {
    const { catalogue } = this.options;
    const isAssumed = assumedUnused(this.options.assumeUnused ?? []);
    const { statements: given, denied, used, coverage } = this;
    const unused = unusedPermissions({ statements: given, denied, used, coverage, catalogue, isAssumed });
    const proven = this.sizedUses(this.used.used, "used");
    const behind = this.sizedUses(this.used.kept, "kept").filter(({ permission }) => !isAssumed(permission.action));
    const sized = [...proven, ...behind].map(({ permission }) => permission);
    const stays = [...unused.kept, ...this.unmappedPermissions()];
    const exact = this.draft([...sized, ...keptPermissions(stays)]);
    const draft =
      exact.policies === undefined
        ? this.draft([...sized, ...keptPermissions(wholeServices(stays, catalogue))])
        : exact;
    if (draft.policies === undefined) this.undecided.push(QUOTA);
    const containment = checkContainment(draft.within, this.policies);
    this.judge(containment);
    return {
      policies: draft.policies ?? [],
      unchanged: this.unchanged.map(({ id }) => id),
      used: this.used.usage,
      granted: new Set([...this.used.usage.keys()].filter((action) => given.some((one) => one.allowsAction(action)))),
      denied: this.used.denied,
      kept: [...keptBehind(behind, proven), ...unused.kept],
      narrowed: unused.narrowed,
      removed: unused.removed,
      additions: [...this.used.additions.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
      containment,
      isEverythingUsed: checkContainment(this.policies, draft.whole).kind === "contained",
      undecided: this.undecided,
    };
  }

  /** The statements of permissions, with the additions and all that the old policies deny. */
  private draft(own: readonly ProposedPermission[]): Draft {
    const { catalogue } = this.options;
    const { unchanged } = this;
    const added = [...this.used.additions.values()].map(({ action, resource }): ProposedPermission => ({
      action,
      resources: [resource],
      conditions: [],
      origin: "added",
    }));
    const denies = this.policies
      .filter((policy) => !unchanged.includes(policy))
      .flatMap(({ document }) => document.statements.filter(({ effect }) => effect === "Deny"));
    const statements = renumbered([...groupStatements([...own, ...added], catalogue), ...denies]);
    return {
      policies: splitPolicies(statements, unchanged.length),
      whole: named(statements, unchanged),
      within: named([...groupStatements(own, catalogue), ...denies], unchanged),
    };
  }

  private judge(containment: Containment): void {
    if (containment.kind === "unknown") {
      this.undecided.push({
        code: "containment",
        message: `whether the proposal lies within the old policies: ${containment.reason.message}`,
      });
    }
    if (containment.kind === "notContained") {
      const { action, resource } = containment.counterexample;
      this.undecided.push({
        code: "containment",
        message: `the proposal allows ${action} on ${resource}, which the old policies do not`,
      });
    }
    for (const action of this.used.unmapped.keys()) {
      this.undecided.push({
        code: "unmappedEvent",
        message: `the catalogue has no action for the call ${action}: what it needs is not known`,
      });
    }
    for (const action of this.used.undecided) {
      this.undecided.push({
        code: "notGranted",
        message: `${action} was used, the old policies do not allow it, and its events do not show on what`,
      });
    }
    for (const { id, document } of this.policies) {
      if (document.version !== "2012-10-17" && JSON.stringify(document.statements).includes("${")) {
        this.undecided.push({
          code: "policyVersion",
          message: `policy \`${id}\` has a version in which \`\${\` is plain text: set it to 2012-10-17 first`,
        });
      }
    }
  }

  private sizedUses(uses: StatementUses, origin: Origin): readonly SizedUse[] {
    return [...uses].map(([statement, action, use]) => {
      const permission = this.permissionOf(statement, action, use, origin);
      return { statement, permission, reason: [...use.reasons].sort().join("; ") };
    });
  }

  private permissionOf(
    granted: GrantedStatement,
    action: string,
    use: StatementUse,
    origin: Origin,
  ): ProposedPermission {
    const { conditions, resources, notResources } = granted.statement;
    const whole = { action, resources: resources ?? [], conditions, origin };
    const all: ProposedPermission = notResources === undefined ? whole : { ...whole, notResources };
    if (use.keepsAll) return all;
    const patterns = [...use.byResource].flatMap(([old, used]) => {
      const found = this.patternsOf(action, old, used);
      return found.map((pattern) => (pattern === old || granted.isWithin(action, old, pattern) ? pattern : old));
    });
    // Where NotResource excludes a part of a pattern, no pattern says the same as the old statement.
    if (notResources !== undefined && patterns.includes("*")) return all;
    return { ...whole, resources: [...new Set(patterns)] };
  }

  private patternsOf(action: string, old: string, used: UsedResources): readonly string[] {
    const found = used.patterns(this.options.resources ?? "exact");
    if (found !== undefined) return found;
    this.undecided.push({
      code: "tooManyResources",
      message: `${action} was used on more resources under \`${old}\` than a policy can name: \`--resources prefix\` puts them together`,
    });
    return [old];
  }

  /** A granted action of a call that the catalogue does not know: it stays as it was granted. */
  private unmappedPermissions(): readonly KeptPermission[] {
    return [...this.used.unmapped.keys()].flatMap((action) =>
      this.statements
        .filter((statement) => statement.allowsAction(action))
        .flatMap((statement) => statement.resources.map((resource) => ({ action, statement, resource, reason: "" }))),
    );
  }
}

const QUOTA: Undecided = {
  code: "quota",
  message:
    "the proposal does not fit the ten managed policies of a role: `--resources prefix` makes resources fewer, `--assume-unused` lets go what cannot be observed",
};

/** Statements for the permissions of a proposal. */
interface Draft {
  /** Undefined where they do not fit the quotas. */
  readonly policies: readonly ProposedPolicy[] | undefined;
  readonly whole: readonly NamedPolicy[];
  /** Without the additions. */
  readonly within: readonly NamedPolicy[];
}

/** The use of an action that one old statement allows, as the proposal has it. */
interface SizedUse {
  readonly statement: GrantedStatement;
  readonly permission: ProposedPermission;
  readonly reason: string;
}

/** What stays behind the calls of others and from before the window, as far as no event of the window proves its use. */
function keptBehind(behind: readonly SizedUse[], proven: readonly SizedUse[]): readonly KeptPermission[] {
  return behind.flatMap(({ statement, permission, reason }) => {
    const { action } = permission;
    const used = proven.find((one) => one.statement === statement && one.permission.action === action);
    const shown = new Set(used === undefined ? [] : resourcesOf(used.permission));
    return resourcesOf(permission)
      .filter((resource) => !shown.has(resource))
      .map((resource) => ({ action, statement, resource, reason }));
  });
}

/** The resources of a permission; `*` for one with NotResource. */
function resourcesOf({ resources, notResources }: ProposedPermission): readonly string[] {
  return notResources === undefined ? resources : ["*"];
}

function keptPermissions(kept: readonly KeptPermission[]): readonly ProposedPermission[] {
  return kept.map(({ action, statement: { statement }, resource }) => ({
    action,
    resources: statement.notResources === undefined ? [resource] : [],
    ...(statement.notResources === undefined ? {} : { notResources: statement.notResources }),
    conditions: statement.conditions,
    origin: "kept",
  }));
}

function documentOf(statements: readonly Statement[]): PolicyDocument {
  return { version: "2012-10-17", statements, symbols: [] };
}

function named(statements: readonly Statement[], unchanged: readonly NamedPolicy[]): readonly NamedPolicy[] {
  return [{ id: "proposal", document: documentOf(renumbered(statements)) }, ...unchanged];
}

function renumbered(statements: readonly Statement[]): readonly Statement[] {
  const sids = new Set<string>();
  return statements.map((statement, index) => {
    const { sid, ...rest } = statement;
    const isFree = sid !== undefined && !sids.has(sid);
    if (isFree) sids.add(sid);
    return { ...rest, ...(isFree ? { sid } : {}), pointer: `/Statement/${index}` };
  });
}

function key({ action, resource }: { readonly action: string; readonly resource: string }): string {
  return `${action} ${resource}`;
}
