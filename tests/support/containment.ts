import type { Assignment } from "../../iam/contain/assignments";
import { OpaqueNames } from "../../iam/contain/bindings";
import type { PermissionSource } from "../../iam/contain/containment";
import { readGoal, type Goal, type ReadGoal } from "../../iam/contain/goal";
import { SetCache } from "../../iam/contain/set-cache";
import type { StatementEnvironment } from "../../iam/contain/statement-env";
import { identityCallers } from "../../iam/contain/caller";
import { ANY_RESOURCE } from "../../iam/contain/universe";
import { AtomTable } from "../../iam/contain/value-set";
import { parseWithSymbols } from "../../iam/document/parse-policy-document";
import type { PolicyDocument, PolicySymbol, PolicyType } from "../../iam/document/policy-document";
import type { PatternUnion } from "../../iam/pattern/sequence-pattern";
import { WorkCounter } from "../../iam/work-counter";

/** A document of statements in AWS's form; what they leave out is `Allow`, any action and any resource. */
export function documentOf(
  statements: readonly object[],
  options: {
    readonly policyType?: PolicyType;
    readonly symbols?: readonly PolicySymbol[];
    readonly version?: string;
  } = {},
): PolicyDocument {
  const { policyType = "identity", symbols = [], version = "2012-10-17" } = options;
  const Statement = statements.map((statement) => ({
    Effect: "Allow",
    ...("NotAction" in statement ? {} : { Action: policyType === "trust" ? "sts:AssumeRole" : "*" }),
    ...("NotResource" in statement || policyType === "trust" ? {} : { Resource: "*" }),
    ...statement,
  }));
  const result = parseWithSymbols({ Version: version, Statement }, { policyType }, symbols);
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

/** A goal as `decide` makes it. */
export function goalOf(
  allowed: readonly PermissionSource[],
  refused: PermissionSource | undefined,
  policyType: PolicyType = "identity",
): Goal {
  const work = new WorkCounter("containmentSteps", 1_000_000);
  return { allowed, refused, policyType, catalogue: undefined, sets: new SetCache(), work };
}

/** The same, read, with no symbol replaced. */
export function readGoalOf(...goal: Parameters<typeof goalOf>): ReadGoal {
  return readGoal(goalOf(...goal), new Map());
}

/** What statements are read in: a user of any account, any resource, no key known but by its name. */
export function environmentOf(known: Partial<StatementEnvironment> = {}): StatementEnvironment {
  const [caller] = identityCallers();
  if (caller === undefined) throw new Error("no caller");
  return {
    atoms: new AtomTable(),
    sets: new SetCache(),
    keys: new Map(),
    caller,
    resource: ANY_RESOURCE,
    opaque: new OpaqueNames(),
    chosen: new Map(),
    ...known,
  };
}

/** Those of the texts that match. */
export function matching(union: PatternUnion, texts: readonly string[]): readonly string[] {
  return texts.filter((text) => union.some((pattern) => pattern.matches(text)));
}

/** A statement with a condition. */
export const withCondition = (Condition: object): object => ({ Condition });

/** A statement whose resources hold variables. */
export const withVariables = (...keys: readonly string[]): object => ({
  Resource: keys.map((key) => `arn:aws:s:::\${${key}}`),
});

/** What an assignment says, in short: values, patterns and conditions. */
export function writtenAssignment({ variables, patterns, conditions }: Assignment): object {
  return {
    ...Object.fromEntries([...variables].map(([key, text]) => [key, text])),
    ...Object.fromEntries([...patterns].map(([key, pattern]) => [key, `~${pattern}`])),
    if: conditions.map(({ operator, key, values }) => `${operator} ${key} ${values.join(" ")}`),
  };
}
