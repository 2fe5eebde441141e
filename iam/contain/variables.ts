import type { Condition } from "../condition/condition";
import { OPERATORS, readOperator } from "../condition/operator";
import type { PolicyDocument, Statement } from "../document/policy-document";
import { readTemplate } from "../pattern/read-template";
import type { TemplatePart } from "../pattern/template";

/** Lower-case keys of the variables that a statement's resources and conditions hold. */
export function variableKeys(statement: Statement, document: PolicyDocument): readonly string[] {
  if (document.version !== "2012-10-17") return [];
  const texts = (statement.resources ?? statement.notResources ?? []).filter(mayHoldVariable);
  for (const { operator, values } of statement.conditions) {
    const holding = values.filter(mayHoldVariable);
    if (holding.length > 0 && readsVariables(operator)) texts.push(...holding);
  }
  if (texts.length === 0) return [];
  const parts = texts.flatMap((text) => variablesIn(text, document));
  return [...new Set(parts.map(({ key }) => key.toLowerCase()))];
}

/** Lower-case keys of the variables with which a condition compares its key as they are. */
export function comparedVariables({ operator, values }: Condition, document: PolicyDocument): readonly string[] {
  if (document.version !== "2012-10-17" || !readsVariables(operator)) return [];
  return values.flatMap((text) => {
    const [part, ...others] = partsOf(text, document);
    return part?.kind === "variable" && others.length === 0 ? [part.key.toLowerCase()] : [];
  });
}

/** Of these keys, those without whose value the statement matches nothing. */
export function neededVariables(statement: Statement, document: PolicyDocument): ReadonlySet<string> {
  const lists = statement.conditions.filter(({ operator }) => needsValue(operator)).map(({ values }) => values);
  if (statement.resources !== undefined) lists.push(statement.resources);
  return new Set(lists.flatMap((texts) => inAll(texts, document)));
}

/** Keys of the variables that every one of the texts holds without a default. */
function inAll(texts: readonly string[], document: PolicyDocument): readonly string[] {
  const [first = [], ...others] = texts.map((text) =>
    variablesIn(text, document).flatMap(({ key, defaultValue }) =>
      defaultValue === undefined ? [key.toLowerCase()] : [],
    ),
  );
  return first.filter((key) => others.every((keys) => keys.includes(key)));
}

function variablesIn(text: string, document: PolicyDocument): readonly (TemplatePart & { kind: "variable" })[] {
  return partsOf(text, document).filter((part) => part.kind === "variable");
}

/** None for a text without variables. */
function partsOf(text: string, { symbols }: PolicyDocument): readonly TemplatePart[] {
  if (!mayHoldVariable(text)) return [];
  return readTemplate(text, { wildcards: true, variables: true, symbolCount: symbols.length }).parts;
}

function mayHoldVariable(text: string): boolean {
  return text.includes("${");
}

function readsVariables(operator: string): boolean {
  const base = readOperator(operator)?.base;
  return base !== undefined && ["string", "arn"].includes(OPERATORS[base].family);
}

/** Whether an operator asks for a value that compares with one of its own. */
function needsValue(operator: string): boolean {
  const read = readOperator(operator);
  if (read === undefined || read.ifExists || read.setOperator === "ForAllValues") return false;
  return readsVariables(operator) && !OPERATORS[read.base].negated;
}
