import {
  checkContainment,
  type ActionCatalogue,
  type Containment,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from "../iam";
import { grantedStatements, type GrantedStatement } from "./granted-statement";
import { groupStatements, type ProposedPermission } from "./group-statements";
import { unusedPermissions, type KeptPermission } from "./kept-permissions";
import type { Observation } from "./observation";
import type { Proposal, Undecided } from "./proposal";
import { splitPolicies } from "./split-policies";
import { TrailCoverage } from "./trail-coverage";
import { UsedPermissions, type StatementUse } from "./used-permissions";
import type { ResourceMode } from "./used-resources";

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
  readonly coverage = new TrailCoverage();
  readonly used: UsedPermissions;
  private readonly statements: readonly GrantedStatement[];
  private readonly undecided: Undecided[] = [];

  constructor(
    private readonly policies: readonly NamedPolicy[],
    private readonly options: RightSizeOptions,
  ) {
    this.statements = grantedStatements(policies);
    this.used = new UsedPermissions(this.statements, options.catalogue);
  }

  /** Takes a row of the aggregation: of the role, and of others, whose calls show what the trail records. */
  add(observation: Observation): void {
    this.coverage.add(observation);
    if (observation.role !== undefined) this.used.add(observation);
  }

  propose(): Proposal {
    const { catalogue, assumeUnused = [] } = this.options;
    const { kept, removed } = unusedPermissions(this.statements, this.used, this.coverage, { catalogue, assumeUnused });
    const own = [...this.usedPermissions(), ...keptPermissions([...kept, ...this.unmappedPermissions()])];
    const added = [...this.used.additions.values()].map(({ action, resource }): ProposedPermission => ({
      action,
      resources: [resource],
      conditions: [],
      origin: "added",
    }));
    const unchanged = this.policies.filter(({ document }) =>
      document.statements.every(({ effect }) => effect === "Deny"),
    );
    const denies = this.policies
      .filter((policy) => !unchanged.includes(policy))
      .flatMap(({ document }) => document.statements.filter(({ effect }) => effect === "Deny"));
    const statements = renumbered([...groupStatements([...own, ...added], catalogue), ...denies]);
    const policies = splitPolicies(statements);
    if (policies === undefined) this.undecided.push(QUOTA);
    const within = named([...groupStatements(own, catalogue), ...denies], unchanged);
    const containment = checkContainment(within, this.policies);
    this.judge(containment);
    const whole = named(statements, unchanged);
    return {
      policies: policies ?? [],
      unchanged: unchanged.map(({ id }) => id),
      used: this.used.usage,
      denied: this.used.denied,
      kept,
      removed,
      additions: [...this.used.additions.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
      containment,
      isEverythingUsed: checkContainment(this.policies, whole).kind === "contained",
      undecided: this.undecided,
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

  private usedPermissions(): readonly ProposedPermission[] {
    return [...this.used.byStatement].flatMap(([statement, actions]) =>
      [...actions].flatMap(([action, use]) => this.usedPermission(statement, action, use)),
    );
  }

  private usedPermission(
    statement: GrantedStatement,
    action: string,
    use: StatementUse,
  ): readonly ProposedPermission[] {
    const { conditions, resources, notResources } = statement.statement;
    const origin = "used" as const;
    if (use.keepsAll) {
      return notResources === undefined
        ? [{ action, resources: resources ?? [], conditions, origin }]
        : [{ action, resources: [], notResources, conditions, origin }];
    }
    const mode = this.options.resources ?? "exact";
    const patterns = [...use.byResource].flatMap(([old, used]) => {
      const found = used.patterns(mode);
      if (found === undefined) {
        this.undecided.push({
          code: "tooManyResources",
          message: `${action} was used on more resources under \`${old}\` than a policy can name: \`--resources prefix\` puts them together`,
        });
        return [old];
      }
      return found.map((pattern) => (isWithin(statement, action, pattern) ? pattern : old));
    });
    return [{ action, resources: [...new Set(patterns)], conditions, origin }];
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
    "the proposal is longer than ten managed policies: `--resources prefix` makes resources fewer, `--assume-unused` lets go what cannot be observed",
};

function keptPermissions(kept: readonly KeptPermission[]): readonly ProposedPermission[] {
  return kept.map(({ action, statement: { statement }, resource }) => ({
    action,
    resources: statement.notResources === undefined ? [resource] : [],
    ...(statement.notResources === undefined ? {} : { notResources: statement.notResources }),
    conditions: statement.conditions,
    origin: "kept",
  }));
}

/** Whether a pattern lies within what an old statement grants: a generalised one need not. */
function isWithin({ statement }: GrantedStatement, action: string, pattern: string): boolean {
  if (statement.resources?.some((resource) => resource === pattern || resource === "*") === true) return true;
  const inner: Statement = {
    effect: "Allow",
    actions: [action],
    resources: [pattern],
    conditions: [],
    pointer: "/Statement/0",
  };
  return checkContainment(documentOf([inner]), documentOf([{ ...statement, conditions: [] }])).kind === "contained";
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
