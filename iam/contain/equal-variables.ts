import { SequencePattern } from "../pattern/sequence-pattern";
import { testLiteral } from "./condition-literal";
import type { ReadGoal } from "./goal";
import { factOf, variableBinding, variablePresence, type StatementEnvironment } from "./statement-env";
import { textSet, type Literal } from "./value-set";
import { comparedVariables } from "./variables";

/**
 * Which variables have the same value: by lower-case key, the keys of its class, the same list for each of them. Keys of
 * one class are in the request; those of two classes differ, or one of them is absent.
 */
export type EqualVariables = ReadonlyMap<string, readonly string[]>;

/** Variables that conditions compare with each other up to which all partitions are told apart: four have fifteen. */
const MOST_COMPARED = 4;

/**
 * For each set of variables that conditions compare with each other, all its partitions into classes of equal values; one of
 * them is that of any request. Left out are variables of which no condition asks for the value of one, and sides with
 * different principals.
 */
export function variablePartitions(
  goal: ReadGoal,
  variables: readonly string[],
): readonly (readonly EqualVariables[])[] {
  if (goal.areSeparate) return [];
  const groups: Set<string>[] = [];
  const keys = new Set<string>();
  for (const { statement, document } of goal.all.flatMap(({ layers }) => layers.flat())) {
    for (const condition of statement.conditions) {
      const key = condition.key.toLowerCase();
      const compared = comparedVariables(condition, document);
      if (compared.length > 0) merge(groups, [key, ...compared]);
      if (compared.length > 0) keys.add(key);
    }
  }
  return groups
    .map((group) => variables.filter((key) => group.has(key)))
    .filter((compared) => compared.some((key) => keys.has(key)) && compared.length <= MOST_COMPARED)
    .map((compared) => partitions(compared).map(classesByKey));
}

/** Adds a group, joined with those that it meets. */
function merge(groups: Set<string>[], keys: readonly string[]): void {
  const group = new Set(keys);
  for (let index = groups.length - 1; index >= 0; index--) {
    const other = groups[index];
    if (other === undefined || !keys.some((key) => other.has(key))) continue;
    for (const key of other) group.add(key);
    groups.splice(index, 1);
  }
  groups.push(group);
}

function partitions([first, ...rest]: readonly string[]): readonly (readonly (readonly string[])[])[] {
  if (first === undefined) return [[]];
  return partitions(rest).flatMap((classes) => [
    ...classes.map((one, index) => classes.with(index, [first, ...one])),
    [[first], ...classes],
  ]);
}

function classesByKey(classes: readonly (readonly string[])[]): EqualVariables {
  return new Map(classes.flatMap((one) => one.map((key): [string, readonly string[]] => [key, one])));
}

/** That keys have the values of their variables, and that those of different classes differ. */
export function* equalityLiterals(
  equal: EqualVariables,
  environment: StatementEnvironment,
): Generator<Literal | boolean> {
  const known = [...equal].filter(
    ([key]) => variablePresence(key, environment) !== "never" && factOf(key, environment)?.kind !== "unknown",
  );
  for (const [key, own] of known) {
    yield valueLiteral(key, key, { negated: false, whenAbsent: own.length === 1 }, environment);
    for (const [other, others] of known) {
      if (others !== own) yield valueLiteral(key, other, { negated: true, whenAbsent: true }, environment);
    }
  }
}

/** That a key has the value of a variable, or another one. */
function valueLiteral(
  key: string,
  variable: string,
  asked: { readonly negated: boolean; readonly whenAbsent: boolean },
  environment: StatementEnvironment,
): Literal | boolean {
  const binding = variableBinding(variable, environment);
  const set = textSet(binding === "absent" ? [] : [new SequencePattern(binding)]);
  return testLiteral(key, { ...asked, quantifier: "every", set }, environment);
}
