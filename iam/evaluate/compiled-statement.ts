import { compileCondition, type CompiledCondition } from "../condition/compile-condition";
import type { ValueReading } from "../condition/value-reading";
import { pointerTo } from "../document/json/json-node";
import type { PolicyDocument, Statement, StatementReference } from "../document/policy-document";
import { and, negate, type Outcome } from "../outcome";
import { ActionMatcher } from "./action-matcher";
import { PrincipalMatcher, type PrincipalMatch } from "./principal-matcher";
import type { RequestView } from "./request-view";
import { ResourceMatcher } from "./resource-matcher";

/** What a statement's Principal element grants when it is absent, as in identity policies. */
const NAMED_BY_ATTACHMENT: PrincipalMatch = { direct: true, role: false, account: false };
const NAMES_NOBODY: PrincipalMatch = { direct: false, role: false, account: false };

/** Where a policy is attached: to a principal (identity, boundary, session, SCP), or to a resource (resource, trust, RCP). */
export type Attachment = "principal" | "resource";

/**
 * One statement of one policy, ready to match requests. Each element can be asked alone, and is made ready when it is first
 * asked: most statements do not match the action of a request.
 */
export class CompiledStatement {
  readonly effect: "Allow" | "Deny";
  readonly reference: StatementReference;
  private readonly reading: ValueReading;
  private madeActions: ActionMatcher | undefined;
  private madeResources: ResourceMatcher | undefined;
  private madeStandsOn: ResourceMatcher | undefined;
  private madePrincipals: PrincipalMatcher | undefined;
  private madeConditions: readonly CompiledCondition[] | undefined;

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
    this.reading = { variables: document.version === "2012-10-17", symbols: document.symbols };
  }

  get conditions(): readonly CompiledCondition[] {
    this.madeConditions ??= this.statement.conditions.map((condition) => compileCondition(condition, this.reading));
    return this.madeConditions;
  }

  private get actions(): ActionMatcher {
    this.madeActions ??= new ActionMatcher(
      this.statement.actions ?? this.statement.notActions ?? [],
      this.reading.symbols,
      this.statement.pointer,
    );
    return this.madeActions;
  }

  private get resources(): ResourceMatcher | undefined {
    const entries = this.statement.resources ?? this.statement.notResources;
    this.madeResources ??= entries && new ResourceMatcher(entries, this.reading, this.statement.pointer);
    return this.madeResources;
  }

  private get standsOn(): ResourceMatcher | undefined {
    const entries = this.statement.standsOn;
    this.madeStandsOn ??= entries && new ResourceMatcher(entries, this.reading, this.statement.pointer);
    return this.madeStandsOn;
  }

  private get principals(): PrincipalMatcher | undefined {
    const named = this.statement.principals ?? this.statement.notPrincipals;
    this.madePrincipals ??= named && new PrincipalMatcher(named, this.reading, this.statement.pointer);
    return this.madePrincipals;
  }

  /** Whether Action or NotAction covers the request's action. */
  matchesAction(view: RequestView): Outcome {
    const outcome = this.actions.matches(view);
    return this.statement.actions === undefined ? negate(outcome) : outcome;
  }

  /** Whether Resource or NotResource covers the request's resource; a policy without either is about its own resource. */
  matchesResource(view: RequestView): Outcome {
    return and(this.standsOn?.matches(view) ?? true, this.matchesElement(view));
  }

  private matchesElement(view: RequestView): Outcome {
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
    if (hasBoundary) return true;
    const message =
      "NotPrincipal names the caller, but not its account and role: the service decides whether it is denied";
    const pointer = pointerTo(this.statement.pointer, "NotPrincipal");
    return negate(principals.sparesFromDeny(view, { code: "partial-not-principal", message, pointer }));
  }
}
