import { OPERATORS, readOperator, type OperatorFamily } from "../condition/operator";
import type { ActionCatalogue } from "../data/action-catalogue";
import { isMultiValuedKey, isSingleValuedKey } from "../data/multi-valued-keys";
import type { PolicyDocument } from "../document/policy-document";
import { decimalsOf } from "./line";

/**
 * Global keys whose values are `true` and `false` only.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const BOOLEAN: ReadonlySet<string> = new Set([
  "aws:multifactorauthpresent",
  "aws:principalisawsservice",
  "aws:securetransport",
  "aws:viaawsservice",
]);

/**
 * Global keys whose values are ARNs.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const ARN: ReadonlySet<string> = new Set(["aws:sourcearn", "ec2:sourceinstancearn"]);

/**
 * Keys that are in a request together or not at all.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpce
 */
export const TOGETHER: readonly (readonly [string, string])[] = [["aws:sourcevpc", "aws:sourcevpce"]];

/**
 * Keys that only callers with an IAM identity have.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
 */
export function needsIamIdentity(lowerCaseKey: string): boolean {
  return /^aws:principal(orgid|orgpaths|tag\/.*)$/.test(lowerCaseKey);
}

/** What the values of one key are in the requests that a question is about. */
export interface KeyFacts {
  /** As first written. */
  readonly name: string;
  readonly isMultiValued: boolean;
  /** The one family of all operators on the key, Null aside: its values are of that family. */
  readonly onlyFamily: OperatorFamily | undefined;
  readonly isBoolean: boolean;
  readonly isArn: boolean;
  /** The most digits after the point among the values of the policies. */
  readonly decimals: number;
}

interface Usage {
  readonly name: string;
  hasSetOperator: boolean;
  readonly families: Set<OperatorFamily>;
  readonly values: string[];
}

/** Reads the keys of all documents of a question, by their lower-case names; `variables` are keys that stand as text. */
export function readKeyFacts(
  documents: readonly PolicyDocument[],
  variables: ReadonlySet<string>,
  catalogue: ActionCatalogue | undefined,
): ReadonlyMap<string, KeyFacts> {
  const usages = new Map<string, Usage>();
  for (const { statements } of documents) {
    for (const { key, operator, values } of statements.flatMap(({ conditions }) => conditions)) {
      const lower = key.toLowerCase();
      const usage = usages.get(lower) ?? { name: key, hasSetOperator: false, families: new Set(), values: [] };
      usages.set(lower, usage);
      const read = readOperator(operator);
      if (read === undefined) continue;
      if (read.setOperator !== undefined) usage.hasSetOperator = true;
      if (read.base !== "Null") usage.families.add(OPERATORS[read.base].family);
      usage.values.push(...values);
    }
  }
  return new Map([...usages].map(([lower, usage]) => [lower, factsOf(lower, usage, variables.has(lower), catalogue)]));
}

function factsOf(lower: string, usage: Usage, isVariable: boolean, catalogue: ActionCatalogue | undefined): KeyFacts {
  const [first, ...others] = usage.families;
  const onlyFamily = others.length === 0 && !isVariable ? first : undefined;
  const known = catalogue?.conditionKey(lower)?.multiValued === true;
  return {
    name: usage.name,
    isMultiValued: isMultiValuedKey(lower) || known || (usage.hasSetOperator && !isSingleValuedKey(lower)),
    onlyFamily,
    isBoolean: BOOLEAN.has(lower) || onlyFamily === "bool",
    isArn: ARN.has(lower),
    decimals: decimalsOf(usage.values),
  };
}

/** The facts of a key that no condition names. */
export function unnamedKey(name: string): KeyFacts {
  const lower = name.toLowerCase();
  return {
    name,
    isMultiValued: isMultiValuedKey(lower),
    onlyFamily: undefined,
    isBoolean: BOOLEAN.has(lower),
    isArn: ARN.has(lower),
    decimals: 0,
  };
}
