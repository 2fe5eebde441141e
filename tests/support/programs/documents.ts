import fc from "fast-check";

/** Small alphabets, so that documents often mean the same thing and often violate. */
const actions = fc.constantFrom(
  "*",
  "s3:GetObject",
  "iam:PassRole",
  "iam:Pass*",
  "IAM:*",
  "ec2:RunInstances",
  "iam:Put*",
);
const resources = fc.constantFrom(
  "*",
  "arn:aws:s3:::photos/*",
  "arn:aws:iam::111122223333:role/Get-pics",
  "arn:aws:iam::111122223333:role/*",
);
const principals = fc.constantFrom("*", "111122223333", "arn:aws:iam::444455556666:role/deployer");
const oneOrMore = (entry: fc.Arbitrary<string>): fc.Arbitrary<string | string[]> =>
  fc.oneof(entry, fc.array(entry, { minLength: 1, maxLength: 2 }));

const condition = fc.oneof(
  fc.record({
    operator: fc.constantFrom("StringEquals", "StringNotEquals", "StringLike", "StringEqualsIfExists"),
    key: fc.constantFrom("iam:PassedToService", "aws:PrincipalOrgID", "aws:ResourceTag/team"),
    values: oneOrMore(fc.constantFrom("ec2.amazonaws.com", "o-exampleorgid", "*", "a")),
  }),
  fc.constant(undefined),
);

const statement = (rest: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .record({ effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"), rest, condition })
    .map(({ effect, rest: elements, condition: one }) => ({
      Effect: effect,
      ...elements,
      ...(one === undefined ? {} : { Condition: { [one.operator]: { [one.key]: one.values } } }),
    }));

const document = (rest: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .array(statement(rest), { minLength: 1, maxLength: 2 })
    .map((statements) => ({ Version: "2012-10-17", Statement: statements }));

/** Identity-based policies. */
export const identityDocument = document(
  fc
    .record({
      not: fc.constantFrom("", "", "", "Not"),
      actions: oneOrMore(actions),
      resources: oneOrMore(resources),
    })
    .map(({ not, actions: a, resources: r }) => ({ [`${not}Action`]: a, Resource: r })),
);

/** Trust policies. */
export const trustDocument = document(
  fc
    .record({
      principal: fc.oneof(
        fc.constant<unknown>("*"),
        fc.record({ AWS: oneOrMore(principals) }),
        fc.record({ Service: fc.constantFrom("ec2.amazonaws.com", "lambda.amazonaws.com") }),
      ),
      action: fc.constantFrom("sts:AssumeRole", "sts:*"),
    })
    .map(({ principal, action }) => ({ Principal: principal, Action: action })),
);

/** Resource-based policies. */
export const resourceDocument = document(
  fc
    .record({
      principal: fc.oneof(
        fc.constant<unknown>("*"),
        fc.record({ AWS: oneOrMore(fc.constantFrom("*", "111122223333", "arn:aws:iam::111122223333:role/app")) }),
      ),
      not: fc.constantFrom("", "", "Not"),
    })
    .map(({ principal, not }) => ({ Principal: principal, [`${not}Action`]: "s3:GetObject", Resource: "*" })),
);
