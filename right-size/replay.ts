import {
  checkContainment,
  compilePolicies,
  evaluate,
  parseArn,
  type ActionCatalogue,
  type AuthorizationRequest,
  type CompiledPolicies,
  type NamedPolicy,
  type Statement,
} from "../iam";
import { permissionsOfEvent, type PermissionUse } from "./event-permissions";
import { outcomeOf } from "./event-table";
import { grantedStatements } from "./granted-statement";
import type { Observation } from "./observation";

/** A call that was allowed and that the proposal does not allow. */
export interface ReplayFailure {
  readonly request: AuthorizationRequest;
  readonly decision: string;
}

/**
 * Runs the calls that were allowed through the engine, under the proposal. The context holds what the event shows; where the old
 * policies ask for more, the proposal must allow the call in every context in which they do.
 */
export class Replay {
  readonly failures: ReplayFailure[] = [];
  /** Calls that were decided, each of its resources. */
  calls = 0;
  private readonly oldPolicies: CompiledPolicies;
  private readonly newPolicies: CompiledPolicies;
  private readonly containments = new Map<string, boolean>();

  constructor(
    private readonly old: readonly NamedPolicy[],
    private readonly proposed: readonly NamedPolicy[],
    private readonly catalogue: ActionCatalogue,
  ) {
    this.oldPolicies = compilePolicies({ identity: old });
    this.newPolicies = compilePolicies({ identity: proposed });
  }

  add(observation: Observation): void {
    if (observation.role === undefined || observation.events === 0) return;
    if (outcomeOf(observation.errorCode) !== "allowed") return;
    const permissions = permissionsOfEvent(observation, this.catalogue);
    if (permissions.kind === "unmapped") return;
    for (const use of permissions.uses) {
      if (use.inferred || use.resource.kind === "notShown" || use.resource.kind === "ofType") continue;
      if (use.resource.kind === "arn" && use.resource.isUncertain) continue;
      this.replay(requestOf(use, observation), use);
    }
  }

  private replay(request: AuthorizationRequest, use: PermissionUse): void {
    this.calls += 1;
    const { decision } = evaluate(request, this.newPolicies);
    if (decision === "allowed") return;
    const wasAllowed = evaluate(request, this.oldPolicies).decision === "allowed";
    if (!wasAllowed && this.isAllowedWhereItWas(use)) return;
    this.failures.push({ request, decision });
  }

  /** Whether the proposal allows the call in every context in which the old policies do, and there is one. */
  private isAllowedWhereItWas({ action, resource }: PermissionUse): boolean {
    const pattern = resource.kind === "arn" ? resource.pattern : "*";
    const id = `${action} ${pattern}`;
    let answer = this.containments.get(id);
    if (answer === undefined) {
      const narrowed = narrowedTo(this.old, action, pattern);
      answer = narrowed.length > 0 && checkContainment(narrowed, this.proposed).kind === "contained";
      this.containments.set(id, answer);
    }
    return answer;
  }
}

/** The old policies as far as one action on one resource is concerned, with all that they deny. */
function narrowedTo(old: readonly NamedPolicy[], action: string, resource: string): readonly NamedPolicy[] {
  const only = (statement: Statement): Statement => {
    const { effect, conditions, pointer } = statement;
    return { effect, actions: [action], resources: [resource], conditions, pointer };
  };
  const allows = (statement: Statement): boolean => {
    const document = { version: "2012-10-17" as const, statements: [{ ...statement, conditions: [] }], symbols: [] };
    return (
      checkContainment({ ...document, statements: [{ ...only(statement), conditions: [] }] }, document).kind ===
      "contained"
    );
  };
  const narrowed = old.map(({ id, document }) => ({
    id,
    document: {
      ...document,
      statements: document.statements.flatMap((statement) =>
        statement.effect === "Deny"
          ? [statement]
          : [...(allows(statement) ? [only(statement)] : []), ...withVariables(statement, action)],
      ),
    },
  }));
  return narrowed.some(({ document }) => document.statements.some(({ effect }) => effect === "Allow")) ? narrowed : [];
}

/** An Allow statement for one action on its resources with variables, which may be the one of a call. */
function withVariables(statement: Statement, action: string): readonly Statement[] {
  const { effect, conditions, pointer } = statement;
  const resources = (statement.resources ?? []).filter((resource) => /\$\{(?![*?$]\})/.test(resource));
  const named = { id: "", document: { version: "2012-10-17" as const, statements: [statement], symbols: [] } };
  const isOfAction = grantedStatements([named]).some((granted) => granted.allowsAction(action));
  return resources.length === 0 || !isOfAction ? [] : [{ effect, actions: [action], resources, conditions, pointer }];
}

/** The request of an observed call, with the context that its event shows. */
function requestOf({ action, resource, context }: PermissionUse, observation: Observation): AuthorizationRequest {
  const { role, region, invokedBy, roleDelivery } = observation;
  const arn = parseArn(role?.arn ?? "");
  const name = arn?.resource.split("/").at(-1) ?? "role";
  return {
    principal: `arn:${arn?.partition ?? "aws"}:sts::${arn?.account ?? ""}:assumed-role/${name}/session`,
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
