import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";

/** The symbol that stands in values. */
export const S = symbolPlaceholder(0);

/** Values of the symbol; no wildcards, which would be plain text in it. */
export const VALUES = [
  "a",
  "A",
  "ab",
  "",
  "1",
  "2.0",
  "-3",
  "true",
  "FALSE",
  "2020-01-01",
  "10.0.0.0/8",
  "QQ==",
  "s:r",
  "arn:aws:s:r:1:a",
];
/** Values of the key in requests; undefined: it is not there. */
export const REQUESTS: readonly (string | readonly string[] | undefined)[] = [
  undefined,
  ...[
    "a",
    "A",
    "aa",
    "ab",
    "abb",
    "x",
    "",
    "0",
    "1",
    "2",
    "2.5",
    "-3",
    "true",
    "False",
    "2019",
    "2020-01-01T00:00:00Z",
  ],
  ...["10.1.2.3", "11.0.0.0", "::1", "QQ==", "QR==", "QUI="],
  ...[
    "arn:aws:s:r:1:a",
    "arn:aws:s:r:1:ab",
    "arn:aws:a:r:1:a",
    "arn:aws:s:r:1:a:b",
    "arn:aws:s:s:r:a",
    "arn:x:s:r:1:b",
    "arn:aws:s",
  ],
  ...[["a", "b"], ["ab", "A"], ["1", "9"], ["x"]],
];

const order = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const string = ["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"];
const NUMBERS = ["1", "2", "2.25", "-3", S, `${S}0`, `a${S}`, "x"];
/** Operators of one kind, each with values of its kind and others, with symbols and variables in them. */
export const FAMILIES: readonly (readonly [operators: readonly string[], values: readonly string[]])[] = [
  [
    string.map((one) => `String${one}`),
    ["a", "A", "a*", "?", "*", S, `${S}b`, `a${S}*`, "${s:Var}", "${s:Var}*", "${s:None}", "${s:None, 'a'}"],
  ],
  [order.map((one) => `Numeric${one}`), NUMBERS],
  [order.map((one) => `Date${one}`), ["2020-01-01T00:00:00Z", "2019", "1577836800", S, `${S}-01-01`, `x${S}`, "soon"]],
  [
    ["IpAddress", "NotIpAddress"],
    ["10.0.0.0/8", "10.1.2.3", "::/0", S, `${S}/8`, `z${S}`, "ten"],
  ],
  [["Bool"], ["true", "False", S, `t${S}`, `x${S}`, "yes"]],
  [["BinaryEquals"], ["QQ==", "QUI=", "QUJD", S, `Q${S}`, `:${S}`, "?"]],
  [
    ["ArnEquals", "ArnLike", "ArnNotLike", "ArnNotEquals"],
    [
      ...[
        "arn:aws:s:r:1:a",
        "arn:aws:s:*:1:a*",
        "arn:*:*:*:*:*",
        "*:aws:s:r:1:a",
        "x:aws:s:r:1:a",
        "arn:aws:s*",
        "arn:aws:s:?:1:?",
      ],
      ...[
        S,
        `arn:aws:s:r:1:${S}`,
        `arn:aws:${S}:r:1:a`,
        `arn:aws:s:r:1:*${S}`,
        `${S}*`,
        `*${S}:1:a`,
        `arn:aws:*${S}`,
        `${S}:aws:s:r:1:a`,
      ],
      ...[
        "arn:aws:s:r:1:${s:Var}",
        "arn:aws:${s:Var}:r:1:a",
        "arn:aws:s:r:1:${s:None}",
        "arn:aws:${s:Colon}:1:a",
        "${s:Var}",
      ],
    ],
  ],
];
