import { OPERATORS, readOperator } from "../condition/operator";
import type { CompiledCondition } from "../condition/compile-condition";
import { ValueTemplate } from "../condition/value-template";
import type { PolicySymbol } from "../document/policy-document";
import { hasSymbol } from "../pattern/symbol-placeholder";
import { readTemplate } from "../pattern/read-template";
import type { TemplatePart } from "../pattern/template";
import type { CompiledStatement } from "./compiled-statement";
import type { RequestView } from "./request-view";

/** A text of the request beside a value of a policy with symbols that it is compared with, with regard to case. */
export interface SymbolComparison {
  readonly text: string;
  /** Literals, wildcards and symbols. */
  readonly parts: readonly TemplatePart[];
  /** The document's symbols. */
  readonly symbols: readonly PolicySymbol[];
}

/**
 * The comparisons on which it depends whether the statement matches; none when it is decided. Undefined where the answer
 * hangs on something else too: a symbol in an action, a principal, a number or a text without case, an unknown operator.
 */
export function undecidedComparisons(
  statement: CompiledStatement,
  view: RequestView,
  hasBoundary: boolean,
): readonly SymbolComparison[] | undefined {
  if (statement.matchesAllButPrincipal(view) === false) return [];
  const { direct, role, account } = statement.matchesPrincipal(view, hasBoundary);
  if (direct === false && role === false && account === false) return [];
  const others = [direct, role, account, statement.matchesAction(view)];
  if (others.some((outcome) => typeof outcome !== "boolean")) return undefined;
  const comparisons: SymbolComparison[] = [];
  if (typeof statement.matchesResource(view) !== "boolean") {
    const { resources, notResources = [], standsOn = [] } = statement.statement;
    const entries = [...(resources ?? notResources), ...standsOn];
    comparisons.push(...comparisonsOf(entries, [view.resource], true, statement, view));
  }
  for (const condition of statement.conditions) {
    if (typeof condition.holds(view) === "boolean") continue;
    const found = comparisonsOfCondition(condition, statement, view);
    if (found === undefined) return undefined;
    comparisons.push(...found);
  }
  return comparisons;
}

function comparisonsOfCondition(
  { source, key }: CompiledCondition,
  statement: CompiledStatement,
  view: RequestView,
): readonly SymbolComparison[] | undefined {
  const operator = readOperator(source.operator);
  const traits = operator && OPERATORS[operator.base];
  if (traits === undefined || (traits.family !== "string" && traits.family !== "arn")) return undefined;
  if (traits.comparison === "equalsIgnoreCase") return undefined;
  const texts = [view.valueOf(key) ?? []].flat();
  return comparisonsOf(source.values, texts, traits.comparison === "like", statement, view);
}

function comparisonsOf(
  values: readonly string[],
  texts: readonly string[],
  wildcards: boolean,
  { document }: CompiledStatement,
  view: RequestView,
): readonly SymbolComparison[] {
  const { symbols } = document;
  const options = { wildcards, variables: document.version === "2012-10-17", symbolCount: symbols.length };
  return values.filter(hasSymbol).flatMap((value): readonly SymbolComparison[] => {
    const parts = new ValueTemplate(readTemplate(value, options).parts).fill(view);
    return typeof parts === "string" ? [] : texts.map((text) => ({ text, parts, symbols }));
  });
}
