import fc from "fast-check";
import type { DocumentJson, PoliciesJson, StatementJson } from "../oracle/oracle-json";
import { ACCOUNTS, CALLERS, CONTEXT_KEYS } from "./universe";

/** Tiny alphabets, so that patterns and values meet often. */
const oneOrMore = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }));

export const action = fc.constantFrom(
  ...["*", "s3:*", "S3:Get*", "s3:GetX", "s3:?etX", "s3:P*", "ec2:*", "ec2:RunX", "sts:AssumeRole", "s3:getx", "s3:*X"],
);

export const resource = fc.constantFrom(
  ...["*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/?", "arn:aws:s3:::b/${a:x}", "arn:aws:s3:::b/${a:x, 'd'}/*"],
  ...["arn:aws:s3:::*", "arn:aws:s3*", "arn:aws:sqs:*:111111111111:q", "arn:aws:sqs:*:*:*", "arn:aws:s3:::b/${*}"],
  ...["arn:*:q", "arn:aws:s3:::b/a", "arn:aws:sqs:r:222222222222:*", "arn:aws:s3:::?/a*"],
);

const text = fc.constantFrom("a", "b", "ab", "A", "*", "a*", "?", "${a:y}", "${a:y, 'b'}", "*b", "a?", "", "${*}");
const number = fc.constantFrom("1", "1.0", "2", "-1", "10");
const date = fc.constantFrom("2020-01-01", "2020-01-01T00:00:00Z", "1577836800", "2021-06-01T12:00:00Z");
const boolean = fc.constantFrom("true", "false", "True");
const arn = fc.constantFrom(
  ...["arn:aws:iam::111111111111:role/a", "arn:aws:iam::*:role/*", "arn:aws:iam::111111111111:*", "arn:aws:s3:::b"],
  ...["arn:*:*:*:*:*", "arn:aws:iam::111111111111:role/${a:y}"],
);
const ip = fc.constantFrom("10.0.0.1", "10.0.0.0/8", "10.0.0.0/31", "0.0.0.0/0", "192.168.1.1");

const FAMILIES: readonly (readonly [readonly string[], fc.Arbitrary<string>, string])[] = [
  [["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"], text, "a:x"],
  [["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringEquals", "StringLike"], text, "a:y"],
  [["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericGreaterThanEquals"], number, "a:n"],
  [["NumericLessThanEquals", "NumericGreaterThan"], number, "a:n"],
  [["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThanEquals"], date, "a:d"],
  [["DateLessThanEquals", "DateGreaterThan"], date, "a:d"],
  [["Bool"], boolean, "a:b"],
  [["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals"], arn, "a:r"],
  [["IpAddress", "NotIpAddress"], ip, "a:i"],
];

type ConditionBlock = NonNullable<StatementJson["Condition"]>;

const operatorBlock: fc.Arbitrary<ConditionBlock> = fc
  .constantFrom(...FAMILIES)
  .chain(([operators, value, key]) =>
    fc
      .tuple(
        fc.constantFrom("", "", "ForAllValues:", "ForAnyValue:"),
        fc.constantFrom(...operators),
        fc.constantFrom("", "", "IfExists"),
        fc.constantFrom(key, key, key.toUpperCase()),
        oneOrMore(value),
      )
      .map(([set, name, ifExists, written, values]) => ({ [`${set}${name}${ifExists}`]: { [written]: values } })),
  );

const nullBlock: fc.Arbitrary<ConditionBlock> = fc
  .tuple(fc.constantFrom(...CONTEXT_KEYS), boolean)
  .map(([key, value]) => ({ Null: { [key]: value } }));

export const condition: fc.Arbitrary<ConditionBlock> = fc
  .array(fc.oneof({ weight: 6, arbitrary: operatorBlock }, { weight: 1, arbitrary: nullBlock }), { maxLength: 2 })
  .map((blocks) => Object.assign({}, ...blocks) as ConditionBlock);

const principals = fc.oneof(
  fc.constant("*" as const),
  fc.record({ AWS: oneOrMore(fc.constantFrom(...CALLERS.filter((caller) => caller.startsWith("arn:")), ...ACCOUNTS)) }),
  fc.record({ Service: fc.constantFrom("ec2.amazonaws.com", "lambda.amazonaws.com") }),
);

/** A statement of an identity policy. */
export const statement: fc.Arbitrary<StatementJson> = fc
  .tuple(
    fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
    fc.tuple(fc.constantFrom("Action", "Action", "Action", "NotAction"), oneOrMore(action)),
    fc.tuple(fc.constantFrom("Resource", "Resource", "Resource", "NotResource"), oneOrMore(resource)),
    fc.oneof(fc.constant({}), condition),
  )
  .map(([Effect, actions, resources, Condition]) => ({ Effect, ...pair(actions), ...pair(resources), Condition }));

const resourceStatement: fc.Arbitrary<StatementJson> = fc
  .tuple(statement, principals, fc.boolean())
  .map(([written, who, not]) =>
    not && written.Effect === "Allow" ? { ...written, NotPrincipal: who } : { ...written, Principal: who },
  );

function pair([name, values]: readonly [string, string | string[]]): Record<string, string | string[]> {
  return { [name]: values };
}

const documentOf = (entry: fc.Arbitrary<StatementJson>): fc.Arbitrary<DocumentJson> =>
  fc.array(entry, { minLength: 1, maxLength: 3 }).map((Statement) => ({ Version: "2012-10-17", Statement }));

export const identityDocument = documentOf(statement);
export const resourceDocument = documentOf(resourceStatement);

const everything: DocumentJson = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};
const everythingForAll: DocumentJson = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};
const level = fc.array(fc.oneof(identityDocument, fc.constant(everything)), { minLength: 1, maxLength: 2 });
const rcpLevel = fc.array(fc.oneof(resourceDocument, fc.constant(everythingForAll)), { minLength: 1, maxLength: 2 });

/** Policies of every kind; each kind is often absent. */
export const policies: fc.Arbitrary<PoliciesJson> = fc.record(
  {
    identity: fc.array(identityDocument, { maxLength: 2 }),
    permissionsBoundary: identityDocument,
    session: fc.array(identityDocument, { minLength: 1, maxLength: 2 }),
    resource: resourceDocument,
    resourcePolicyKind: fc.constantFrom("trust" as const, "kmsKey" as const, "other" as const),
    scps: fc.array(level, { maxLength: 2 }),
    rcps: fc.array(rcpLevel, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
