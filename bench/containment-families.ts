import { parsePolicyDocument, symbolicDocument, symbolPlaceholder, type PolicyDocument } from "../iam";

/** A question of size n, made so that the answer is known. */
export interface Family {
  readonly name: string;
  readonly want: "contained" | "notContained";
  pair(n: number): readonly [inner: PolicyDocument, outer: PolicyDocument];
}

type StatementText = Readonly<Record<string, unknown>>;

export function documentOf(statements: readonly StatementText[]): PolicyDocument {
  const Statement = statements.map((one) => ({ Effect: "Allow", Action: "s3:*", Resource: "*", ...one }));
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

function withSymbols(n: number, text: (placeholder: string) => string): PolicyDocument {
  const symbols = Array.from({ length: n }, (_, index) => ({ id: `urn#${index}`, label: `value ${index}` }));
  const Resource = symbols.map((_, index) => text(symbolPlaceholder(index)));
  const document = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:*", Resource } };
  const subject = { urn: "urn", property: "policy" };
  const result = symbolicDocument({ formatVersion: 1, policyType: "identity", subject, document, symbols });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

const times = <T>(n: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: n }, (_, index) => make(index));
const letters = (index: number): string =>
  String.fromCharCode(97 + (index % 26)) + String.fromCharCode(97 + ((index * 7 + 3) % 26));
const glob = (index: number): string => `user/*${letters(index)}${letters(index + 1)}*`;
const tight = (index: number): string => `user/a*${letters(index)}${letters(index + 1)}e*`;
const likeKey = (values: readonly string[]): StatementText => ({ Condition: { StringLike: { "s3:prefix": values } } });

const byVariable = (n: number): Readonly<Record<string, string>> =>
  Object.fromEntries(times(n, (index) => [`aws:ResourceTag/t${index}`, `\${aws:PrincipalTag/t${index}}`]));

/** Families on which the cost must not be exponential in n. */
export const FAMILIES: readonly Family[] = [
  {
    name: "overlapping globs under one key, one more outside",
    want: "notContained",
    pair: (n) => [documentOf([likeKey(["user/*"])]), documentOf([likeKey(times(n, glob))])],
  },
  {
    name: "overlapping globs, each within another one",
    want: "contained",
    pair: (n) => [
      documentOf([likeKey(times(n, tight))]),
      documentOf([likeKey(times(n, (index) => `user/*${letters(index)}${letters(index + 1)}*`))]),
    ],
  },
  {
    name: "overlapping globs minus denied globs",
    want: "contained",
    pair: (n) => [
      documentOf([likeKey(["user/*"]), ...times(n, (index) => ({ Effect: "Deny", ...likeKey([glob(index)]) }))]),
      documentOf([likeKey(["user/*"]), ...times(n, (index) => ({ Effect: "Deny", ...likeKey([tight(index)]) }))]),
    ],
  },
  {
    name: "all of many globs at once, within one",
    want: "notContained",
    pair: (n) => [
      documentOf([
        likeKey(["user/*"]),
        ...times(n, (index) => ({ Effect: "Deny", Condition: { StringNotLike: { "s3:prefix": glob(index) } } })),
      ]),
      documentOf([likeKey(["user/a*"])]),
    ],
  },
  {
    name: "chain of prefixes",
    want: "contained",
    pair: (n) => [
      documentOf(times(n, (index) => ({ Resource: `arn:aws:s3:::b/${"a/".repeat(index + 1)}*` }))),
      documentOf(times(n, (index) => ({ Resource: `arn:aws:s3:::b/${"a/".repeat(index)}*` }))),
    ],
  },
  {
    name: "IP ranges that fill a larger one",
    want: "contained",
    pair: (n) => [
      documentOf([{ Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }]),
      documentOf([
        ...times(n, (index) => ({
          Condition: { IpAddress: { "aws:SourceIp": `10.${Math.floor((index * 256) / 64)}.0.0/14` } },
        })),
        {
          Condition: {
            IpAddress: { "aws:SourceIp": "10.0.0.0/8" },
            NotIpAddress: { "aws:SourceIp": times(n, (index) => `10.${index * 4}.0.0/14`) },
          },
        },
      ]),
    ],
  },
  {
    name: "tags, one condition key each",
    want: "contained",
    pair: (n) => [
      documentOf([
        { Condition: { StringEquals: Object.fromEntries(times(n, (index) => [`aws:ResourceTag/t${index}`, "a"])) } },
      ]),
      documentOf([
        {
          Condition: {
            StringLike: Object.fromEntries(times(n, (index) => [`aws:ResourceTag/t${index}`, ["a*", "b*"]])),
          },
        },
      ]),
    ],
  },
  {
    name: "tags, one statement each",
    want: "notContained",
    pair: (n) => [
      documentOf([{}]),
      documentOf(times(n, (index) => ({ Condition: { StringEquals: { [`aws:ResourceTag/t${index}`]: "a" } } }))),
    ],
  },
  {
    name: "statements with their own action and resource",
    want: "contained",
    pair: (n) => [
      documentOf(times(n, (index) => ({ Action: `s3:Get${index}x*`, Resource: `arn:aws:s3:::b${index}/*` }))),
      documentOf(times(n, (index) => ({ Action: `s3:Get${index}*`, Resource: `arn:aws:s3:::b${index}*` }))),
    ],
  },
  {
    name: "variables, one condition key each",
    want: "contained",
    pair: (n) => [
      documentOf([{ Condition: { StringEquals: byVariable(n) } }]),
      documentOf([{ Condition: { StringLike: byVariable(n) } }]),
    ],
  },
  {
    name: "symbols",
    want: "contained",
    pair: (n) => [
      withSymbols(n, (value) => `arn:aws:s3:::${value}/home/*`),
      withSymbols(n, (value) => `arn:aws:s3:::${value}/*`),
    ],
  },
];

/** n + 1 pigeons in n holes, written as conditions: no request is outside, and every proof that is known is exponential in n. */
export const PIGEONS = {
  name: "pigeons and holes",
  pair: (holes: number): readonly [inner: PolicyDocument, outer: PolicyDocument] => {
    const inHole = (pigeon: number, hole: number): [string, string] => [`s3:p${pigeon}h${hole}`, "1"];
    const twoInOne = times(holes, (hole) =>
      times(holes + 1, (p) =>
        times(p, (q) => ({ Condition: { StringEquals: Object.fromEntries([inHole(p, hole), inHole(q, hole)]) } })),
      ).flat(),
    ).flat();
    const inNone = times(holes + 1, (p) => ({
      Condition: { StringNotEquals: Object.fromEntries(times(holes, (hole) => inHole(p, hole))) },
    }));
    return [documentOf([{}]), documentOf([...twoInOne, ...inNone])];
  },
};
