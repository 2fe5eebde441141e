import {
  checkContainment,
  compilePolicies,
  evaluate,
  parseArn,
  type ActionCatalogue,
  type AuthorizationRequest,
  type CompiledPolicies,
  type Containment,
  type NamedPolicy,
  type Statement,
} from "../iam";
import { permissionsOfEvent, type PermissionUse, type UsedResource } from "./event-permissions";
import { outcomeOf } from "./event-table";
import { grantedStatements, type GrantedStatement } from "./granted-statement";
import type { Observation } from "./observation";

/** A call that was allowed and that the proposal does not allow. */
export interface ReplayFailure {
  readonly request: AuthorizationRequest;
  readonly decision: string;
  /** Whether the old policies allow it in some context: where not, they are not those of the time of the call. */
  readonly isGranted: boolean;
}

/**
 * Runs the calls that were allowed through the engine, under the proposal. The context holds what the event shows. Where the old
 * policies ask for more, or the event does not show the resource, the proposal must allow all that the old policies allow of the
 * action, on what the event shows, in every context: that is containment.
 */
export class Replay {
  readonly failures: ReplayFailure[] = [];
  /** Requests that were evaluated: calls, each with its resources. */
  calls = 0;
  /** Actions with what events show of their resources, of which all that was allowed was proved to stay. */
  proved = 0;
  private readonly oldPolicies: CompiledPolicies;
  private readonly newPolicies: CompiledPolicies;
  private readonly statements: ReadonlyMap<Statement, GrantedStatement>;
  /** Actions with patterns that were proved, or not. */
  private readonly asked = new Set<string>();
  private readonly containments = new Map<string, Containment | undefined>();

  constructor(
    private readonly old: readonly NamedPolicy[],
    private readonly proposed: readonly NamedPolicy[],
    private readonly catalogue: ActionCatalogue,
  ) {
    this.oldPolicies = compilePolicies({ identity: old });
    this.newPolicies = compilePolicies({ identity: proposed });
    this.statements = new Map(grantedStatements(old).map((granted) => [granted.statement, granted]));
  }

  add(observation: Observation): void {
    if (observation.role === undefined || observation.events === 0) return;
    if (outcomeOf(observation.errorCode) !== "allowed") return;
    const permissions = permissionsOfEvent(observation, this.catalogue);
    if (permissions.kind === "unmapped") return;
    for (const use of permissions.uses) {
      const { resource } = use;
      if (use.inferred) continue;
      if (resource.kind === "any" || (resource.kind === "arn" && !resource.isUncertain)) {
        this.replay(requestOf(use, observation), use);
      } else {
        this.prove(use, observation);
      }
    }
  }

  private replay(request: AuthorizationRequest, { action, resource }: PermissionUse): void {
    this.calls += 1;
    const { decision } = evaluate(request, this.newPolicies);
    if (decision === "allowed") return;
    const wasAllowed = evaluate(request, this.oldPolicies).decision === "allowed";
    const pattern = resource.kind === "arn" ? resource.pattern : LITERAL_STAR;
    const stays = wasAllowed ? undefined : this.staysAllowed(action, pattern);
    if (stays?.kind === "contained") return;
    this.failures.push({ request, decision, isGranted: wasAllowed || stays !== undefined });
  }

  private prove({ action, resource }: PermissionUse, observation: Observation): void {
    const pattern = this.provedPattern(action, resource);
    const id = `${action} ${pattern}`;
    if (this.asked.has(id)) return;
    this.asked.add(id);
    const stays = this.staysAllowed(action, pattern);
    if (stays === undefined && resource.kind === "ofType" && !resource.isRequired) return;
    if (stays?.kind === "contained") {
      this.proved += 1;
      return;
    }
    const asked = { principal: principalOf(observation), action, resource: pattern, context: {} };
    const isShown = stays?.kind === "notContained";
    this.failures.push({
      request: isShown ? stays.counterexample : asked,
      decision: stays?.kind === "unknown" ? "unknown" : "implicitDeny",
      isGranted: stays !== undefined,
    });
  }

  /**
   * What the old policies were asked for. Of several ARNs in an event not each need be meant: where they allow nothing on one, it
   * was another resource, which is not shown.
   */
  private provedPattern(action: string, resource: UsedResource): string {
    if (resource.kind === "ofType") return resource.pattern;
    if (resource.kind !== "arn" || this.staysAllowed(action, resource.pattern) === undefined) return "*";
    return resource.pattern;
  }

  /** Whether what the old policies allow of an action on a pattern lies within the proposal; undefined where they allow nothing. */
  private staysAllowed(action: string, pattern: string): Containment | undefined {
    const id = `${action} ${pattern}`;
    if (this.containments.has(id)) return this.containments.get(id);
    const narrowed = this.narrowedTo(action, pattern);
    const isNothing = checkContainment(narrowed, []).kind === "contained";
    const answer = isNothing ? undefined : checkContainment(narrowed, this.proposed);
    this.containments.set(id, answer);
    return answer;
  }

  /** The old policies as far as one action on what a pattern names is concerned: with all that they deny, and all other resources. */
  private narrowedTo(action: string, pattern: string): readonly NamedPolicy[] {
    const narrowed = this.old.map(({ id, document }) => ({
      id,
      document: {
        ...document,
        statements: document.statements.flatMap((statement) => {
          if (statement.effect === "Deny") return [statement];
          return this.statements.get(statement)?.allowsAction(action) === true ? [forAction(statement, action)] : [];
        }),
      },
    }));
    if (pattern === "*") return narrowed;
    const elsewhere: Statement = {
      effect: "Deny",
      actions: [action],
      notResources: [pattern],
      conditions: [],
      pointer: "/Statement/0",
    };
    return [
      ...narrowed,
      { id: "elsewhere", document: { version: "2012-10-17", statements: [elsewhere], symbols: [] } },
    ];
  }
}

/** The resource of an action without resource types, as a policy names it alone. */
const LITERAL_STAR = "${*}";

function forAction(statement: Statement, action: string): Statement {
  const { effect, resources, notResources, conditions, pointer } = statement;
  const where = resources === undefined ? { notResources: notResources ?? [] } : { resources };
  return { effect, actions: [action], ...where, conditions, pointer };
}

function principalOf({ role }: Observation): string {
  const arn = parseArn(role?.arn ?? "");
  const name = arn?.resource.split("/").at(-1) ?? "role";
  return `arn:${arn?.partition ?? "aws"}:sts::${arn?.account ?? ""}:assumed-role/${name}/session`;
}

/** The request of an observed call, with the context that its event shows. */
function requestOf({ action, resource, context }: PermissionUse, observation: Observation): AuthorizationRequest {
  const { region, invokedBy, roleDelivery } = observation;
  return {
    principal: principalOf(observation),
    action,
    resource: resource.kind === "arn" ? resource.arn : "*",
    context: {
      "aws:RequestedRegion": region,
      "aws:ViaAWSService": invokedBy !== undefined,
      ...(roleDelivery === undefined ? {} : { "ec2:RoleDelivery": Number(roleDelivery) }),
      ...context,
    },
  };
}
