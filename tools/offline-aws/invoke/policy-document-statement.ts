import { blocksProperty, textProperty, textsProperty } from "../property-value/read-property";
import type { PropertyMap } from "../property-value/property-value";
import { InvokeError } from "./invoke-error";

type OneOrMany = string | string[];

/** A statement of a policy document, with AWS's member names. */
export interface StatementJson {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Principal?: string | Record<string, OneOrMany>;
  readonly NotPrincipal?: string | Record<string, OneOrMany>;
  readonly Condition?: Record<string, Record<string, OneOrMany>>;
}

/** `&{name}` is how a policy variable is written where `${name}` has a meaning of its own. */
function withVariables(text: string, version: string): string {
  if (!text.includes("&{")) return text;
  if (version === "2008-10-17") {
    throw new InvokeError(
      "getPolicyDocument: found &{ sequence in (2008-10-17) policy document, which is not supported",
    );
  }
  return text.replaceAll("&{", "${");
}

function oneOrMany(values: readonly string[]): OneOrMany | undefined {
  return values.length === 1 ? values[0] : values.length === 0 ? undefined : [...values];
}

function reversed(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort().reverse();
}

function append(present: OneOrMany | undefined, values: readonly string[]): OneOrMany {
  const together = [...(present === undefined ? [] : [present].flat()), ...values];
  return oneOrMany(together) ?? [];
}

function sortedKeys<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function principals(blocks: readonly PropertyMap[], version: string): string | Record<string, OneOrMany> | undefined {
  if (blocks.length === 0) return undefined;
  const byType: Record<string, OneOrMany> = {};
  for (const block of blocks) {
    const type = textProperty(block, "type") ?? "";
    const identifiers = reversed(textsProperty(block, "identifiers").map((id) => withVariables(id, version)));
    byType[type] = append(byType[type], identifiers);
  }
  const everyone = Object.keys(byType).length === 1 && byType["*"] === "*";
  return everyone ? "*" : sortedKeys(byType);
}

function conditions(blocks: readonly PropertyMap[], version: string): StatementJson["Condition"] | undefined {
  if (blocks.length === 0) return undefined;
  const byTest: Record<string, Record<string, OneOrMany>> = {};
  for (const block of blocks) {
    const [test, variable] = [textProperty(block, "test") ?? "", textProperty(block, "variable") ?? ""];
    const values = textsProperty(block, "values").map((value) => withVariables(value, version));
    const variables = (byTest[test] ??= {});
    variables[variable] = append(variables[variable], values);
  }
  return sortedKeys(
    Object.fromEntries(Object.entries(byTest).map(([test, variables]) => [test, sortedKeys(variables)])),
  );
}

/** One statement as the provider writes it into the document. */
export function statementJson(block: PropertyMap, version: string): StatementJson {
  const list = (name: string) => oneOrMany(reversed(textsProperty(block, name)));
  const withVariableList = (name: string) =>
    oneOrMany(reversed(textsProperty(block, name).map((text) => withVariables(text, version))));
  const members: Record<string, unknown> = {
    Sid: textProperty(block, "sid"),
    Effect: textProperty(block, "effect") ?? "Allow",
    Action: list("actions"),
    NotAction: list("notActions"),
    Resource: withVariableList("resources"),
    NotResource: withVariableList("notResources"),
    Principal: principals(blocksProperty(block, "principals"), version),
    NotPrincipal: principals(blocksProperty(block, "notPrincipals"), version),
    Condition: conditions(blocksProperty(block, "conditions"), version),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
