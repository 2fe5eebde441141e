import fc from "fast-check";

/** A statement of AWS JSON. */
export type StatementText = Readonly<Record<string, unknown>>;

/** Keys of the random policies: what values they take in policies and in requests; few, so that conditions collide. */
export interface OracleKey {
  readonly name: string;
  readonly operators: readonly string[];
  readonly policyValues: readonly string[];
  readonly requestValues: readonly (string | readonly string[] | undefined)[];
}

const STRING = [
  "StringEquals",
  "StringNotEquals",
  "StringLike",
  "StringNotLike",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
];
const ORDER = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const withIfExists = (operators: readonly string[]): string[] => [
  ...operators,
  ...operators.map((one) => `${one}IfExists`),
  "Null",
];

const overSets = (operators: readonly string[]): string[] =>
  operators.flatMap((one) => [one, `${one}IfExists`]).flatMap((one) => [`ForAllValues:${one}`, `ForAnyValue:${one}`]);

const LETTERS = ["", "a", "b", "x", "A", "aa", "ab", "ba", "bb", "xa", "ax", "aab", "bab", "abx", "abab"];
const GLOBS = ["a", "b", "ab", "A", "a*", "*b", "*a*", "?", "a?", "*", "??", "*ab*", "b*a"];
const ARNS = [
  "arn:aws:s:r:1:a",
  "arn:aws:s:r::a",
  "arn:aws:s::1:ab",
  "arn:x:s:r:1:a:b",
  "arn:aws:s:r:1:b",
  "x",
  "arn:aws:s",
];
const ADDRESSES = [
  "9.255.255.255",
  "10.0.0.0",
  "10.0.0.1",
  "10.127.255.255",
  "10.128.0.0",
  "10.255.255.255",
  "11.0.0.0",
  "::1",
  "2001:db8::1",
];

export const KEYS: readonly OracleKey[] = [
  { name: "s:Text", operators: withIfExists(STRING), policyValues: GLOBS, requestValues: [undefined, ...LETTERS] },
  {
    name: "s:List",
    operators: [...overSets(STRING), ...STRING, "Null"],
    policyValues: GLOBS,
    requestValues: [
      undefined,
      ...["a", "b", "x", "ab", "aa", "A"].map((one) => [one]),
      ["a", "b"],
      ["a", "x"],
      ["ab", "x"],
      ["b", "bb"],
    ],
  },
  {
    name: "s:Number",
    operators: withIfExists(ORDER.map((one) => `Numeric${one}`)),
    policyValues: ["1", "2", "2.0", "2.5", "-1", "3"],
    requestValues: [undefined, "-2", "-1", "0", "1", "1.5", "2", "2.25", "2.5", "2.75", "3", "4"],
  },
  {
    name: "s:Numbers",
    operators: [...overSets(["NumericEquals", "NumericNotEquals", "NumericLessThan"]), "NumericGreaterThan", "Null"],
    policyValues: ["1", "2", "2.5"],
    requestValues: [undefined, ["0"], ["1"], ["2"], ["2.25"], ["3"], ["1", "2"], ["0", "3"], ["2", "2.5"]],
  },
  {
    name: "s:Other",
    operators: withIfExists(STRING),
    policyValues: ["a", "b", "${s:Text}", "${S:TEXT, 'b'}", "a${s:Text}*", "${s:Other}"],
    requestValues: [undefined, "a", "b", "ab", "aa", "x", "A", "B"],
  },
  {
    name: "s:Date",
    operators: withIfExists(ORDER.map((one) => `Date${one}`)),
    policyValues: ["2020-01-01T00:00:00Z", "2020", "1577836801", "2021-06-01"],
    requestValues: [
      undefined,
      "2019-12-31T23:59:59Z",
      "2020-01-01T00:00:00Z",
      "2020-01-01T00:00:00.5Z",
      "1577836801",
      "2021-05-31",
      "2021-06-01T00:00:00Z",
      "2022",
    ],
  },
  {
    name: "aws:SourceIp",
    operators: withIfExists(["IpAddress", "NotIpAddress"]),
    policyValues: ["10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "10.0.0.1", "2001:db8::/32", "0.0.0.0/0"],
    requestValues: [undefined, ...ADDRESSES],
  },
  {
    name: "aws:SecureTransport",
    operators: withIfExists(["Bool", "StringEquals"]),
    policyValues: ["true", "false"],
    requestValues: [undefined, "true", "false"],
  },
  {
    name: "s:Arn",
    operators: withIfExists(["ArnLike", "ArnNotLike", "ArnEquals", "StringLike"]),
    policyValues: [
      "arn:aws:s:*:1:a",
      "arn:aws:s:r:*:*",
      "arn:*:s:*:*:a*",
      "arn:aws:s:r:1:a",
      "*:s:*:a*:b:c",
      "arn:aws:s:?:1:?",
    ],
    requestValues: [undefined, ...ARNS],
  },
  {
    name: "s:Bytes",
    operators: ["BinaryEquals", "BinaryEqualsIfExists", "Null", "StringEquals"],
    policyValues: ["QQ==", "QUI=", "QR==", "x"],
    requestValues: [undefined, "QQ==", "QR==", "QUI=", "QUJD", "x"],
  },
  {
    name: "s:Mixed",
    operators: [
      "NumericEquals",
      "NumericLessThan",
      "StringEquals",
      "StringNotEquals",
      "StringLike",
      "Bool",
      "NumericNotEquals",
      "NumericGreaterThanEqualsIfExists",
    ],
    policyValues: ["1", "2", "true", "1.0", "1*"],
    requestValues: [undefined, "0", "1", "1.0", "2", "3", "true", "TRUE", "x", "10", "01"],
  },
];

const ACTIONS = ["s:a", "s:b", "s:ab", "s:*", "s:a*", "s:?", "*", "s:*b", "S:A", "t:*"];
const RESOURCES = [
  "arn:aws:s:::a",
  "arn:aws:s:::a*",
  "arn:aws:s:::*b",
  "arn:aws:s:::?",
  "arn:*:s:::ab",
  "*",
  "arn:aws:s:::*a*",
  "arn:aws:s:*:1:a",
  "arn:aws:s:::a?",
  "arn:aws:s*",
  "arn:aws:s:::a/${s:Text}",
  "arn:aws:s:::${s:Text}*",
  "arn:aws:s:::${s:Text, 'b'}",
];

/** Actions and resources of requests. */
export const REQUEST_ACTIONS = ["s:a", "s:b", "s:ab", "s:x", "t:a"];
export const REQUEST_RESOURCES = [
  "*",
  ...["a", "b", "ab", "aab", "ba", "x", "xb", "a/a", "a/x", "ax"].map((one) => `arn:aws:s:::${one}`),
  "arn:x:s:::ab",
  "arn:aws:s:r:1:a",
  "arn:aws:t:::a",
];

const one = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const some = (values: readonly string[], maxLength = 3): fc.Arbitrary<readonly string[]> =>
  fc.array(one(values), { minLength: 1, maxLength });

function condition(key: OracleKey): fc.Arbitrary<readonly [string, string, readonly string[]]> {
  return one(key.operators).chain((operator) =>
    some(operator === "Null" ? ["true", "false"] : key.policyValues, 2).map(
      (values) => [operator, key.name, values] as const,
    ),
  );
}

function conditions(keys: readonly OracleKey[]): fc.Arbitrary<StatementText> {
  return fc.array(fc.oneof(...keys.map(condition)), { maxLength: 2 }).map((list) => {
    const block: Record<string, Record<string, readonly string[]>> = {};
    for (const [operator, key, values] of list) block[operator] = { ...block[operator], [key]: values };
    return list.length === 0 ? {} : { Condition: block };
  });
}

/** Statements of identity-based policies over the keys. */
export function statement(keys: readonly OracleKey[]): fc.Arbitrary<StatementText> {
  return fc
    .record({
      Effect: fc.oneof({ weight: 3, arbitrary: fc.constant("Allow") }, fc.constant("Deny")),
      action: fc.tuple(one(["Action", "Action", "Action", "NotAction"]), some(ACTIONS)),
      resource: fc.tuple(one(["Resource", "Resource", "Resource", "NotResource"]), some(RESOURCES)),
      condition: conditions(keys),
    })
    .map(({ Effect, action, resource, condition: block }) => ({
      Effect,
      [action[0]]: action[1],
      [resource[0]]: resource[1],
      ...block,
    }));
}

/** Two documents over the same one or two keys. */
export interface PolicyPair {
  readonly keys: readonly OracleKey[];
  readonly first: readonly StatementText[];
  readonly second: readonly StatementText[];
}

/** Pairs of small policies whose patterns, values and conditions collide; one in two has a statement in common. */
export function policyPair(): fc.Arbitrary<PolicyPair> {
  return fc.subarray([...KEYS], { minLength: 1, maxLength: 2 }).chain((keys) => {
    const list = fc.array(statement(keys), { minLength: 1, maxLength: 3 });
    return fc
      .record({ keys: fc.constant(keys), first: list, second: list, shares: fc.boolean() })
      .map(({ shares, ...pair }) => (shares ? { ...pair, second: [...pair.second, ...pair.first.slice(0, 1)] } : pair));
  });
}
