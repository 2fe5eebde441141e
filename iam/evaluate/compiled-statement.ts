import { compileCondition, type CompiledCondition } from "../condition/compile-condition";
import type { ValueReading } from "../condition/value-reading";
import { pointerTo } from "../document/json/json-node";
import type { PolicyDocument, Statement, StatementReference } from "../document/policy-document";
import { and, negate, type Outcome } from "../outcome";
import type { Reason } from "../reason";
import { ActionMatcher } from "./action-matcher";
import { PrincipalMatcher, type PrincipalMatch } from "./principal-matcher";
import type { RequestView } from "./request-view";
import { ResourceMatcher } from "./resource-matcher";

/** What a statement's Principal element grants when it is absent, as in identity policies. */
const NAMED_BY_ATTACHMENT: PrincipalMatch = { direct: true, role: false, account: false };
const NAMES_NOBODY: PrincipalMatch = { direct: false, role: false, account: false };

/** Where a policy is attached: to a principal (identity, boundary, session, SCP), or to a resource (resource, trust, RCP). */
export type Attachment = "principal" | "resource";

/** One statement of one policy, ready to match requests. Each element can be asked alone. */
export class CompiledStatement {
  readonly effect: "Allow" | "Deny";
  readonly reference: StatementReference;
  readonly conditions: readonly CompiledCondition[];
  private readonly actions: ActionMatcher;
  private readonly resources: ResourceMatcher | undefined;
  private readonly principals: PrincipalMatcher | undefined;
  private readonly partialNotPrincipal: Reason;

  constructor(
    policyId: string,
    readonly document: PolicyDocument,
    readonly statement: Statement,
    index: number,
    private readonly attachment: Attachment,
  ) {
    const { sid, pointer } = statement;
    const reference = { policyId, statementIndex: index, pointer };
    this.reference = sid === undefined ? reference : { ...reference, sid };
    this.effect = statement.effect;
    const reading: ValueReading = { variables: document.version === "2012-10-17", symbols: document.symbols };
    this.actions = new ActionMatcher(statement.actions ?? statement.notActions ?? [], reading.symbols, pointer);
    const resources = statement.resources ?? statement.notResources;
    this.resources = resources && new ResourceMatcher(resources, reading, pointer);
    const principals = statement.principals ?? statement.notPrincipals;
    this.principals = principals && new PrincipalMatcher(principals, reading, pointer);
    this.conditions = statement.conditions.map((condition) => compileCondition(condition, reading));
    const message =
      "NotPrincipal names the caller, but not its account and role: the service decides whether it is denied";
    this.partialNotPrincipal = { code: "partial-not-principal", message, pointer: pointerTo(pointer, "NotPrincipal") };
  }

  /** Whether Action or NotAction covers the request's action. */
  matchesAction(view: RequestView): Outcome {
    const outcome = this.actions.matches(view);
    return this.statement.actions === undefined ? negate(outcome) : outcome;
  }

  /** Whether Resource or NotResource covers the request's resource; a policy without either is about its own resource. */
  matchesResource(view: RequestView): Outcome {
    if (this.resources === undefined) return true;
    return this.statement.resources === undefined ? this.resources.excludes(view) : this.resources.matches(view);
  }

  /** Whether every condition holds. */
  matchesConditions(view: RequestView): Outcome {
    let result: Outcome = true;
    for (const condition of this.conditions) {
      result = and(result, condition.holds(view));
      if (result === false) return false;
    }
    return result;
  }

  /** How Principal or NotPrincipal names the caller. */
  matchesPrincipal(view: RequestView, hasBoundary: boolean): PrincipalMatch {
    if (this.principals === undefined) return this.attachment === "principal" ? NAMED_BY_ATTACHMENT : NAMES_NOBODY;
    if (this.statement.principals !== undefined) return this.principals.match(view);
    return { direct: this.isOutsideNotPrincipal(this.principals, view, hasBoundary), role: false, account: false };
  }

  /** Whether action, resource and conditions all match. */
  matchesAllButPrincipal(view: RequestView): Outcome {
    const action = this.matchesAction(view);
    if (action === false) return false;
    const resource = and(action, this.matchesResource(view));
    return resource === false ? false : and(resource, this.matchesConditions(view));
  }

  /** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
  private isOutsideNotPrincipal(principals: PrincipalMatcher, view: RequestView, hasBoundary: boolean): Outcome {
    if (this.effect === "Allow") return negate(principals.names(view));
    return hasBoundary ? true : negate(principals.sparesFromDeny(view, this.partialNotPrincipal));
  }
}
