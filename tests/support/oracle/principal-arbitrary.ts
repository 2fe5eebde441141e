import fc from "fast-check";
import type { OracleKey, StatementText } from "./containment-arbitrary";

const A = "111122223333";
const B = "444455556666";

/** Callers of the small universe. */
export const CALLERS = [
  `arn:aws:iam::${A}:user/a`,
  `arn:aws:iam::${A}:user/p/a`,
  `arn:aws:iam::${A}:user/b`,
  `arn:aws:iam::${B}:user/a`,
  `arn:aws:sts::${A}:assumed-role/a/s`,
  `arn:aws:sts::${A}:assumed-role/a/x`,
  `arn:aws:sts::${A}:assumed-role/b/s`,
  `arn:aws:sts::${B}:assumed-role/a/s`,
  `arn:aws:sts::999999999999:assumed-role/x/x`,
  `arn:aws:iam::${A}:root`,
  `arn:aws:iam::${B}:root`,
  `arn:aws:sts::${A}:federated-user/a`,
  `arn:aws:iam::${A}:saml-provider/a`,
  `arn:aws:iam::${A}:saml-provider/x`,
  "ec2.amazonaws.com",
  "lambda.amazonaws.com",
  "x.amazonaws.com",
  "graph.facebook.com",
  "*",
];

export const CALLER_CONDITIONS: readonly OracleKey[] = [
  {
    name: "aws:PrincipalArn",
    operators: ["ArnLike", "ArnNotLike", "StringEquals", "StringLike", "StringNotLikeIfExists", "Null"],
    policyValues: [
      `arn:aws:iam::${A}:role/a`,
      `arn:aws:iam::${A}:*`,
      "arn:*:iam::*:user/*",
      `arn:aws:iam::*:role/*`,
      "arn:aws:iam::*:*/a",
    ],
    requestValues: [undefined],
  },
  {
    name: "aws:PrincipalAccount",
    operators: ["StringEquals", "StringNotEquals", "StringLike", "StringEqualsIfExists", "Null"],
    policyValues: [A, B, "1*", "anonymous"],
    requestValues: [undefined],
  },
  {
    name: "aws:username",
    operators: ["StringEquals", "StringNotEquals", "StringLike", "Null"],
    policyValues: ["a", "b", "*", "a*"],
    requestValues: [undefined],
  },
  {
    name: "aws:PrincipalType",
    operators: ["StringEquals", "StringNotEqualsIfExists", "Null"],
    policyValues: ["User", "AssumedRole", "Account", "Anonymous"],
    requestValues: [undefined],
  },
  {
    name: "aws:PrincipalIsAWSService",
    operators: ["Bool", "BoolIfExists"],
    policyValues: ["true", "false"],
    requestValues: [undefined],
  },
  {
    name: "aws:PrincipalOrgID",
    operators: ["StringEquals", "StringNotEquals", "Null"],
    policyValues: ["o-a"],
    requestValues: [undefined, "o-a", "o-b"],
  },
];

const AWS_ENTRIES = [
  A,
  `arn:aws:iam::${B}:root`,
  `arn:aws:iam::${A}:role/a`,
  `arn:aws:iam::${A}:role/p/a`,
  `arn:aws:iam::${A}:user/a`,
  `arn:aws:sts::${A}:assumed-role/a/s`,
  "*",
];

const principals: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant("*"),
  fc.array(fc.constantFrom(...AWS_ENTRIES), { minLength: 1, maxLength: 3 }).map((AWS) => ({ AWS })),
  fc.constantFrom<unknown>(
    { Service: "ec2.amazonaws.com" },
    { Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"] },
    { Federated: `arn:aws:iam::${A}:saml-provider/a` },
    { Federated: "graph.facebook.com" },
  ),
);

const condition = fc
  .constantFrom(...CALLER_CONDITIONS)
  .chain((key) =>
    fc.tuple(fc.constantFrom(...key.operators), fc.constant(key.name), fc.constantFrom(...key.policyValues)),
  )
  .map(([operator, key, value]) => ({
    [operator]: { [key]: operator === "Null" ? String(value.length % 2 === 0) : value },
  }));

/** Statements of resource-based policies whose callers collide. */
export const resourceStatement: fc.Arbitrary<StatementText> = fc
  .record({
    effect: fc.constantFrom("Allow", "Allow", "Deny"),
    element: fc.constantFrom("Principal", "Principal", "Principal", "NotPrincipal"),
    principals,
    condition: fc.option(condition, { nil: {} }),
  })
  .map(({ effect, element, principals: named, condition: Condition }) => ({
    Effect: effect,
    [element]: named,
    Action: "s:a",
    Resource: "*",
    Condition,
  }));
