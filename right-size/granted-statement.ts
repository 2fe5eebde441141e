import {
  checkContainment,
  checkDisjointness,
  type CompiledPolicies,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from "../iam";
import { allowing, compiled, documentOf, isAllowed } from "./allow-statement";

/** An Allow statement of the old policies, asked for actions and resources without regard to its conditions. */
export class GrantedStatement {
  readonly statement: Statement;
  private readonly whole: CompiledPolicies;
  private readonly actions: CompiledPolicies;
  private readonly byResource: readonly (readonly [string, CompiledPolicies])[];
  private readonly answers = new Map<string, boolean>();

  constructor(
    readonly policyId: string,
    readonly document: PolicyDocument,
    readonly index: number,
  ) {
    const statement = document.statements[index];
    if (statement === undefined) throw new RangeError(`policy \`${policyId}\` has no statement ${index}`);
    this.statement = statement;
    this.whole = compiled(withoutVariables(statement));
    this.actions = compiled(withResources(statement, ["*"]));
    this.byResource = (statement.resources ?? []).map((resource) => [
      resource,
      compiled(withResources(statement, [withoutVariable(resource)])),
    ]);
  }

  /** The resources as written; `*` for a statement with NotResource. */
  get resources(): readonly string[] {
    return this.statement.resources ?? ["*"];
  }

  allowsAction(action: string): boolean {
    return this.remembered(`allows ${action}`, () => isAllowed(this.actions, action, "*"));
  }

  allows(action: string, resource: string): boolean {
    return isAllowed(this.whole, action, resource);
  }

  /** Whether the statement allows the action on a resource in every context: without conditions, and without a variable that must fit. */
  allowsAlways(action: string, resource: string): boolean {
    const { conditions, resources, notResources = [] } = this.statement;
    if (conditions.length > 0 || !this.allows(action, resource)) return false;
    return resources === undefined
      ? !notResources.some(hasVariable)
      : this.overlappingResources(action, resource).some((one) => !hasVariable(one));
  }

  /**
   * The statement's resources that match an ARN, or may match what a pattern names; `*` for one with NotResource. Too many where the
   * engine cannot tell.
   */
  overlappingResources(action: string, arn: string, pattern = ""): readonly string[] {
    if (this.statement.resources === undefined) {
      return isOpen(pattern) || this.allows(action, arn) ? ["*"] : [];
    }
    return this.byResource
      .filter(
        ([text, policies]) => isAllowed(policies, action, arn) || (isOpen(pattern) && this.overlaps(text, pattern)),
      )
      .map(([text]) => text);
  }

  /** Whether all that a pattern names is what one of the statement's resources names: a resource with a variable stays as it is. */
  isWithin(action: string, resource: string, pattern: string): boolean {
    if (resource === "*" && this.statement.resources !== undefined) return true;
    if (hasVariable(resource)) return false;
    if (!isOpen(pattern)) return true;
    return this.isContained(action, this.statement.resources === undefined ? undefined : [resource], pattern);
  }

  /** Whether the statement names every action of a service, on some resource. */
  coversService(service: string): boolean {
    return this.remembered(`covers ${service}`, () => {
      const outer = documentOf(withResources(this.statement, ["*"]));
      return checkContainment(documentOf(allowing([`${service}:*`], ["*"])), outer).kind === "contained";
    });
  }

  /** Whether the statement names all that a pattern names; no where it has a variable, which need not be any text. */
  coversAll(action: string, pattern: string): boolean {
    return (
      this.allowsAction(action) &&
      (this.statement.resources === undefined
        ? this.isWithin(action, "*", pattern)
        : this.statement.resources.some((resource) => this.isWithinText(action, resource, pattern)))
    );
  }

  private isWithinText(action: string, resource: string, pattern: string): boolean {
    return (
      resource === "*" ||
      (!hasVariable(resource) && !hasVariable(pattern) && this.isContained(action, [resource], pattern))
    );
  }

  private isContained(action: string, resources: readonly string[] | undefined, pattern: string): boolean {
    return this.remembered(`contains ${String(resources)} ${pattern}`, () => {
      const outer = resources === undefined ? this.statement : withResources(this.statement, resources);
      const inner = documentOf(allowing([action], [pattern]));
      return checkContainment(inner, documentOf({ ...outer, conditions: [] })).kind === "contained";
    });
  }

  private overlaps(resource: string, pattern: string): boolean {
    if (resource === "*") return true;
    return this.remembered(`overlaps ${resource} ${pattern}`, () => {
      const one = documentOf(allowing(["iam:PassRole"], [withoutVariable(resource)]));
      return checkDisjointness(one, documentOf(allowing(["iam:PassRole"], [pattern]))).kind !== "disjoint";
    });
  }

  private remembered(question: string, ask: () => boolean): boolean {
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    const answer = ask();
    this.answers.set(question, answer);
    return answer;
  }
}

/** The Allow statements of policies. */
export function grantedStatements(policies: readonly NamedPolicy[]): readonly GrantedStatement[] {
  return policies.flatMap(({ id, document }) =>
    document.statements.flatMap(({ effect }, index) =>
      effect === "Allow" ? [new GrantedStatement(id, document, index)] : [],
    ),
  );
}

/** The Deny statements of policies that hold whatever the context, as statements that allow what they deny. */
export function unconditionalDenials(policies: readonly NamedPolicy[]): readonly GrantedStatement[] {
  return policies.flatMap(({ id, document }) => {
    const allowing = document.statements.map((statement) => ({ ...statement, effect: "Allow" as const }));
    return document.statements.flatMap(({ effect, conditions }, index) =>
      effect === "Deny" && conditions.length === 0
        ? [new GrantedStatement(id, { ...document, statements: allowing }, index)]
        : [],
    );
  });
}

/** Whether a pattern names more than one text. */
function isOpen(pattern: string): boolean {
  return /[*?]/.test(pattern.replace(/\$\{[*?$]\}/g, ""));
}

function hasVariable(resource: string): boolean {
  return /\$\{(?![*?$]\})/.test(resource);
}

function withResources({ effect, actions, notActions, pointer }: Statement, resources: readonly string[]): Statement {
  const named = actions === undefined ? { notActions: notActions ?? [] } : { actions };
  return { effect, ...named, resources, conditions: [], pointer };
}

function withoutVariables(statement: Statement): Statement {
  const { effect, resources, notResources = [], pointer } = statement;
  if (resources !== undefined) return withResources(statement, resources.map(withoutVariable));
  const excluded = notResources.filter((resource) => !hasVariable(resource));
  if (excluded.length === 0) return withResources(statement, ["*"]);
  const { actions, notActions = [] } = statement;
  const named = actions === undefined ? { notActions } : { actions };
  return { effect, ...named, notResources: excluded, conditions: [], pointer };
}

/** A variable may be any text: the statement matches where one value of it does. */
function withoutVariable(resource: string): string {
  return resource.replace(/\$\{(?![*?$]\})[^}]*\}/g, "*");
}
