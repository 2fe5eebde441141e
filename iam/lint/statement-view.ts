import type { Condition } from "../condition/condition";
import { pointerTo } from "../document/json/json-node";
import type { PolicyDocument, Principals, Statement } from "../document/policy-document";
import { viewOperator, type OperatorView } from "./condition-operator";
import { viewValue, type ValueView, type ViewOptions } from "./value-view";

/** An entry of Action or NotAction. */
export interface ActionView extends ValueView {
  readonly element: "Action" | "NotAction";
  /** Text before the first colon, lower case; empty when there is none. */
  readonly service: string;
  /** Text after the first colon; the whole text when there is none. */
  readonly name: string;
}

/** An entry of Resource or NotResource. */
export interface ResourceView extends ValueView {
  readonly element: "Resource" | "NotResource";
}

/** The kinds of a Principal element, as AWS writes them. */
export type PrincipalKind = "AWS" | "Service" | "Federated" | "CanonicalUser";

/** An entry of Principal or NotPrincipal. */
export interface PrincipalView extends ValueView {
  readonly element: "Principal" | "NotPrincipal";
  readonly kind: PrincipalKind;
}

/** A condition with its operator taken apart and its values with their places. */
export interface ConditionView {
  readonly condition: Condition;
  readonly key: string;
  /** The key in lower case. */
  readonly lowerKey: string;
  /** Undefined for an operator that AWS does not know. */
  readonly operator: OperatorView | undefined;
  readonly values: readonly ValueView[];
  readonly pointer: string;
  readonly statement: StatementView;
}

const KINDS: readonly (readonly [PrincipalKind, keyof Principals])[] = [
  ["AWS", "aws"],
  ["Service", "service"],
  ["Federated", "federated"],
  ["CanonicalUser", "canonicalUser"],
];

/** A statement with the places of its values, read once and shared by all rules. */
export class StatementView {
  readonly actions: readonly ActionView[];
  readonly resources: readonly ResourceView[];
  readonly principals: readonly PrincipalView[];
  readonly conditions: readonly ConditionView[];
  readonly pointer: string;

  constructor(
    readonly statement: Statement,
    document: PolicyDocument,
  ) {
    this.pointer = statement.pointer;
    const options = { variables: document.version === "2012-10-17", symbolCount: document.symbols.length };
    const fixed = { ...options, variables: false };
    this.actions = [
      ...values(statement.actions, this.at("Action"), fixed).map((view) => viewAction(view, "Action")),
      ...values(statement.notActions, this.at("NotAction"), fixed).map((view) => viewAction(view, "NotAction")),
    ];
    this.resources = [
      ...values(statement.resources, this.at("Resource"), options).map((view) =>
        withElement(view, "Resource" as const),
      ),
      ...values(statement.notResources, this.at("NotResource"), options).map((view) =>
        withElement(view, "NotResource" as const),
      ),
    ];
    this.principals = [
      ...this.viewPrincipals(statement.principals, "Principal", fixed),
      ...this.viewPrincipals(statement.notPrincipals, "NotPrincipal", fixed),
    ];
    this.conditions = statement.conditions.map((condition) => this.viewCondition(condition, options));
  }

  get isAllow(): boolean {
    return this.statement.effect === "Allow";
  }

  /** Pointer to an element of the statement. */
  at(element: string): string {
    return pointerTo(this.statement.pointer, element);
  }

  /** Conditions on a key, whose name is given in lower case. */
  conditionsOn(lowerKey: string): readonly ConditionView[] {
    return this.conditions.filter((condition) => condition.lowerKey === lowerKey);
  }

  private viewPrincipals(
    principals: Principals | undefined,
    element: "Principal" | "NotPrincipal",
    options: ViewOptions,
  ): PrincipalView[] {
    if (principals === undefined) return [];
    return KINDS.flatMap(([kind, property]) => {
      const list = principals[property];
      // `"*"` and `{"AWS": "*"}` are one in the model, so the element is the place that is right for both.
      const isStar = kind === "AWS" && list.length === 1 && list[0] === "*";
      const pointer = isStar ? this.at(element) : pointerTo(this.at(element), kind);
      return values(list, pointer, options).map((view) => ({ ...view, element, kind }));
    });
  }

  private viewCondition(condition: Condition, options: ViewOptions): ConditionView {
    return {
      condition,
      key: condition.key,
      lowerKey: condition.key.toLowerCase(),
      operator: viewOperator(condition.operator),
      values: values(condition.values, condition.pointer, options),
      pointer: condition.pointer,
      statement: this,
    };
  }
}

function viewAction(view: ValueView, element: ActionView["element"]): ActionView {
  const colon = view.text.indexOf(":");
  const service = colon < 0 ? "" : view.text.slice(0, colon).toLowerCase();
  return { ...view, element, service, name: view.text.slice(colon + 1) };
}

function withElement<E extends string>(view: ValueView, element: E): ValueView & { readonly element: E } {
  return { ...view, element };
}

/** A list of one may have been a single value in the JSON: the element itself is its place in both cases. */
function values(list: readonly string[] | undefined, pointer: string, options: ViewOptions): readonly ValueView[] {
  if (list === undefined) return [];
  if (list.length === 1) return list.map((text) => viewValue(text, pointer, options));
  return list.map((text, index) => viewValue(text, pointerTo(pointer, index), options));
}
