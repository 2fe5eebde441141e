import { replaceSymbols } from "../pattern/symbol-placeholder";
import type { PolicyDocument, Statement } from "./policy-document";

/** Values of all symbols of a question, by `PolicySymbol.id`, or no value at all; they hold none of `*`, `?` and `$`. */
export type SymbolValues = ReadonlyMap<string, string>;

/** The document with the values in place of its symbols; unchanged when there are none. */
export function substituteSymbols(document: PolicyDocument, values: SymbolValues): PolicyDocument {
  if (document.symbols.length === 0 || values.size === 0) return document;
  const replace = (text: string): string =>
    replaceSymbols(text, (index, placeholder) => {
      const symbol = document.symbols[index];
      return symbol === undefined ? placeholder : (values.get(symbol.id) ?? placeholder);
    });
  const statements = document.statements.map((statement) => mapTexts(statement, replace));
  return { ...document, statements, symbols: [] };
}

function mapTexts(statement: Statement, map: (text: string) => string): Statement {
  const { principals, notPrincipals, actions, notActions, resources, notResources, standsOn } = statement;
  const mapAll = (texts: readonly string[]): readonly string[] => texts.map(map);
  const mapPrincipals = (all: NonNullable<Statement["principals"]>): NonNullable<Statement["principals"]> => ({
    aws: mapAll(all.aws),
    service: mapAll(all.service),
    federated: mapAll(all.federated),
    canonicalUser: mapAll(all.canonicalUser),
  });
  return {
    ...statement,
    ...(principals && { principals: mapPrincipals(principals) }),
    ...(notPrincipals && { notPrincipals: mapPrincipals(notPrincipals) }),
    ...(actions && { actions: mapAll(actions) }),
    ...(notActions && { notActions: mapAll(notActions) }),
    ...(resources && { resources: mapAll(resources) }),
    ...(notResources && { notResources: mapAll(notResources) }),
    ...(standsOn && { standsOn: mapAll(standsOn) }),
    conditions: statement.conditions.map((condition) => ({ ...condition, values: mapAll(condition.values) })),
  };
}
