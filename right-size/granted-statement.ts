import {
  compilePolicies,
  evaluate,
  globMatcher,
  type CompiledPolicies,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from "../iam";

const PRINCIPAL = "arn:aws:sts::111122223333:assumed-role/role/session";

/** An Allow statement of the old policies, asked for actions and resources without regard to its conditions. */
export class GrantedStatement {
  readonly statement: Statement;
  readonly isConditional: boolean;
  private readonly whole: CompiledPolicies;
  private readonly actions: CompiledPolicies;
  private readonly byResource: readonly (readonly [string, CompiledPolicies])[];
  private readonly actionAnswers = new Map<string, boolean>();

  constructor(
    readonly policyId: string,
    readonly document: PolicyDocument,
    readonly index: number,
  ) {
    const statement = document.statements[index];
    if (statement === undefined) throw new RangeError(`policy \`${policyId}\` has no statement ${index}`);
    this.statement = statement;
    this.isConditional = statement.conditions.length > 0;
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
    let answer = this.actionAnswers.get(action);
    if (answer === undefined) {
      answer = isAllowed(this.actions, action, "*");
      this.actionAnswers.set(action, answer);
    }
    return answer;
  }

  allows(action: string, resource: string): boolean {
    return isAllowed(this.whole, action, resource);
  }

  /** Which of the statement's resources match; `*` for one with NotResource that does not exclude it. */
  matchingResources(action: string, resource: string): readonly string[] {
    if (this.statement.resources === undefined) return this.allows(action, resource) ? ["*"] : [];
    return this.byResource.filter(([, policies]) => isAllowed(policies, action, resource)).map(([text]) => text);
  }

  /** The statement's resources that a pattern with wildcards matches as text. */
  resourcesLike(pattern: string): readonly string[] {
    const matches = globMatcher(pattern);
    return this.resources.filter((resource) => resource !== "*" && matches(resource));
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

function compiled(statement: Statement): CompiledPolicies {
  const document = { version: "2012-10-17" as const, statements: [statement], symbols: [] };
  return compilePolicies({ identity: [{ id: "", document }] });
}

function isAllowed(policies: CompiledPolicies, action: string, resource: string): boolean {
  return evaluate({ principal: PRINCIPAL, action, resource, context: {} }, policies).decision === "allowed";
}

function withResources({ effect, actions, notActions, pointer }: Statement, resources: readonly string[]): Statement {
  const named = actions === undefined ? { notActions: notActions ?? [] } : { actions };
  return { effect, ...named, resources, conditions: [], pointer };
}

function withoutVariables(statement: Statement): Statement {
  const { resources } = statement;
  return resources === undefined
    ? { ...statement, conditions: [] }
    : withResources(statement, resources.map(withoutVariable));
}

/** A variable may be any text: the statement matches where one value of it does. */
function withoutVariable(resource: string): string {
  return resource.replace(/\$\{(?![*?$]\})[^}]*\}/g, "*");
}
