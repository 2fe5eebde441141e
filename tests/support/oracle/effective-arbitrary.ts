import fc from "fast-check";
import { parsePolicyDocument, type ApplicablePolicies, type NamedPolicy } from "../../../iam";
import { KEYS, statement, type OracleKey, type StatementText } from "./containment-arbitrary";

function policyOf(statements: readonly StatementText[]): NamedPolicy {
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement: statements });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return { id: "p", document: result.document };
}

/** Policies of a principal over the keys, kind by kind. */
export function principalPolicies(keys: readonly OracleKey[]): fc.Arbitrary<ApplicablePolicies> {
  const policy = fc.array(statement(keys), { minLength: 1, maxLength: 2 }).map(policyOf);
  const some = fc.array(policy, { minLength: 1, maxLength: 2 });
  return fc.record(
    {
      identity: fc.array(policy, { maxLength: 2 }),
      permissionsBoundary: policy,
      session: some,
      scps: fc.array(some, { maxLength: 2 }),
    },
    { requiredKeys: ["identity"] },
  );
}

/** The policies of two principals over the same one or two keys. */
export interface PrincipalPair {
  readonly keys: readonly OracleKey[];
  readonly first: ApplicablePolicies;
  readonly second: ApplicablePolicies;
}

export function principalPair(from: readonly OracleKey[] = KEYS): fc.Arbitrary<PrincipalPair> {
  return fc
    .subarray([...from], { minLength: 1, maxLength: 2 })
    .chain((keys) =>
      fc.record({ keys: fc.constant(keys), first: principalPolicies(keys), second: principalPolicies(keys) }),
    );
}

const TEXT = KEYS.filter(({ name }) => name === "s:Text");

/** Keys of questions about two principals: shared by both, of the principal, and of a session. */
export const SEPARATE_KEYS: readonly OracleKey[] = [
  ...TEXT,
  {
    name: "aws:PrincipalTag/t",
    operators: ["StringEquals", "StringNotEquals", "StringLike", "Null", "StringEqualsIfExists"],
    policyValues: ["a", "b", "a*"],
    requestValues: [undefined, "a", "b"],
  },
  {
    name: "aws:MultiFactorAuthPresent",
    operators: ["Bool", "BoolIfExists", "Null"],
    policyValues: ["true", "false"],
    requestValues: [undefined, "true", "false"],
  },
  {
    name: "aws:MultiFactorAuthAge",
    operators: ["NumericLessThan", "NumericGreaterThanIfExists", "Null"],
    policyValues: ["5", "9"],
    requestValues: [undefined, "1", "5", "7", "9", "12"],
  },
];
