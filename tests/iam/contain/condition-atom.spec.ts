import { expect } from "chai";
import fc from "fast-check";
import { compileCondition } from "../../../iam/condition/compile-condition";
import { RequestView } from "../../../iam/evaluate/request-view";
import { conditionTest, type KeyTest } from "../../../iam/contain/condition-atom";
import { holdsNumber, type Intervals } from "../../../iam/contain/interval";
import { Line } from "../../../iam/contain/line";
import { SetCache } from "../../../iam/contain/set-cache";
import { excludedParts, textsMaybe, valuesMaybe } from "../../../iam/contain/value-set";
import { opaqueText } from "../../../iam/pattern/letters";
import { literalTokens } from "../../../iam/pattern/pattern-token";
import { type PatternUnion, SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { SEED } from "../../support/property-settings";
import { FAMILIES, REQUESTS, S, VALUES } from "./condition-values";

const UNKNOWN = opaqueText(0);
const KEY = "s:Key";
const DECIMALS = 2;

/** Variables of the requests; `s:None` is not there. */
const VARIABLES: Readonly<Record<string, string>> = { "s:Var": "a", "s:Colon": "s:r" };

const written = fc.constantFrom(...FAMILIES).chain(([operators, values]) =>
  fc.record({
    operator: fc
      .tuple(
        fc.constantFrom("", "", "ForAllValues:", "ForAnyValue:"),
        fc.constantFrom(...operators),
        fc.constantFrom("", "", "IfExists"),
      )
      .map((parts) => parts.join("")),
    values: fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
  }),
);

const POINTER = "/Statement/0/Condition";

const read = (operator: string, values: readonly string[], key = KEY): KeyTest =>
  conditionTest(
    { operator, key, values, pointer: POINTER },
    {
      variables: true,
      symbols: [{ id: "urn#0", label: "symbol" }],
      decimals: DECIMALS,
      sets: new SetCache(),
      resolve: (part) => {
        if (part.kind === "symbol") return literalTokens(UNKNOWN);
        const value = VARIABLES[part.key] ?? part.defaultValue;
        return value === undefined ? undefined : literalTokens(value);
      },
    },
  );

/** Whether a test holds when its set is one of its bounds, and the symbol has a value. */
function holds(test: KeyTest, bound: "surely" | "maybe", request: (typeof REQUESTS)[number], symbol: string): boolean {
  if (request === undefined) return test.whenAbsent;
  const { set } = test;
  const isIn = (value: string): boolean => {
    if (set.kind === "text") return withValue(set[bound], symbol).some((pattern) => pattern.matches(value));
    const place = new Line(set.family, DECIMALS).valueOf(value);
    return place !== undefined && holdsNumber(set[bound], place);
  };
  const passing = [request].flat().map((value) => isIn(value) !== test.negated);
  return test.quantifier === "every" ? !passing.includes(false) : passing.includes(true);
}

function withValue(union: PatternUnion, symbol: string): PatternUnion {
  return union.map(({ tokens }) => {
    const known = tokens.flatMap((token) => (token.letters === UNKNOWN ? literalTokens(symbol) : [token]));
    return new SequencePattern(known);
  });
}

describe("a condition read as a test of its key", () => {
  it("holds between its bounds, whatever a symbol in it is; and is exact where it says so", () => {
    const counts = { exact: 0, between: 0 };
    fc.assert(
      fc.property(written, fc.constantFrom(...VALUES), ({ operator, values }, symbol) => {
        const test = read(operator, values);
        const known = values.map((value) => value.replaceAll(S, symbol));
        const condition = compileCondition(
          { operator, key: KEY, values: known, pointer: "" },
          { variables: true, symbols: [] },
        );
        for (const request of REQUESTS) {
          const context = { ...VARIABLES, ...(request === undefined ? {} : { [KEY]: request }) };
          const truth = condition.holds(new RequestView({ principal: "*", action: "s:a", resource: "*", context }));
          if (typeof truth !== "boolean") continue;
          const bounds = [holds(test, "surely", request, symbol), holds(test, "maybe", request, symbol)];
          expect(bounds, `${operator} ${known.join()} of ${JSON.stringify(request)}`).to.include(truth);
          if (test.set.unsure.length === 0) counts.exact++;
          else counts.between++;
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
    expect(Math.min(counts.exact, counts.between)).to.be.greaterThan(500);
  });

  const isExact = (operator: string, ...values: readonly string[]): boolean =>
    read(operator, values).set.unsure.length === 0;

  it("is exact but for typed values, ARNs and texts without case that a symbol stands in, short ARNs and unknown operators", () => {
    expect(isExact("StringLike", S, `${S}*`, "a")).to.equal(true);
    expect(isExact("ArnLike", "arn:aws:s:*:1:a", `arn:aws:s:r:1:${S}`)).to.equal(true);
    expect(isExact("StringEqualsIgnoreCase", "a")).to.equal(true);
    expect(isExact("StringEqualsIgnoreCase", S)).to.equal(false);
    for (const [operator, wrong] of [
      ["NumericEquals", `a${S}`],
      ["DateEquals", `x${S}`],
      ["IpAddress", `z${S}`],
      ["Bool", `x${S}`],
      ["BinaryEquals", `:${S}`],
      ["Bool", `\${s:Var}${S}`],
      ["IpAddress", `\${s:Var}${S}`],
      ["NumericEquals", symbolPlaceholder(1)],
    ] as const) {
      expect(isExact(operator, S), operator).to.equal(false);
      expect(isExact(operator, wrong), `${operator} ${wrong}`).to.equal(true);
    }
    expect(isExact("ArnLike", "arn:aws:s*")).to.equal(false);
    expect(isExact("ArnLike", `arn:aws:${S}:r:1:a`)).to.equal(false);
    expect(isExact("StringSounds", "a")).to.equal(false);
  });

  it("says why it is not", () => {
    const code = (operator: string, value: string): string | undefined => read(operator, [value]).reason?.code;
    expect(code("StringSounds", "a")).to.equal("unknown-operator");
    expect(code("ArnLike", "arn:aws:s*")).to.equal("short-arn");
    expect(["NumericEquals", "Bool", "BinaryEquals"].map((operator) => code(operator, S))).to.deep.equal([
      "symbol",
      "symbol",
      "symbol",
    ]);
    expect(code("StringLike", S)).to.equal(undefined);
    expect(code("NumericEquals", "1")).to.equal(undefined);
    expect(code("ArnLike", "arn:aws:s:r:1:a")).to.equal(undefined);
  });

  it("says so in words, with the place", () => {
    expect(read("StringSounds", ["a"]).reason).to.deep.equal({
      code: "unknown-operator",
      message: "the condition operator `StringSounds` is not known",
      pointer: POINTER,
    });
    expect(read("ArnLike", ["arn:aws:s*"]).reason).to.deep.equal({
      code: "short-arn",
      message: "an ARN with fewer than six parts in a condition: AWS does not say what it matches",
      pointer: POINTER,
    });
    for (const operator of ["NumericEquals", "Bool"]) {
      expect(read(operator, [S]).reason).to.deep.equal({
        code: "symbol",
        message: `\`${S}\` is a number, date, address, boolean or bytes not known yet`,
        pointer: POINTER,
      });
    }
  });

  it("asks what its operator asks of one value or all, and of a key that is not there", () => {
    const asks = (operator: string, ...values: readonly string[]): readonly unknown[] => {
      const { whenAbsent, quantifier, negated } = read(operator, values);
      return [whenAbsent, quantifier, negated];
    };
    expect(asks("StringEquals", "a")).to.deep.equal([false, "some", false]);
    expect(asks("StringNotEquals", "a")).to.deep.equal([true, "every", true]);
    expect(asks("StringEqualsIfExists", "a")).to.deep.equal([true, "some", false]);
    expect(asks("ForAnyValue:StringNotEquals", "a")).to.deep.equal([false, "some", true]);
    expect(asks("ForAllValues:StringEquals", "a")).to.deep.equal([true, "every", false]);
    expect(asks("StringSounds", "a")).to.deep.equal([true, "some", false]);
    expect(asks("Null", "true")).to.deep.equal([true, "every", false]);
    const present = (...values: readonly string[]): boolean => read("Null", values).set.maybe.length > 0;
    expect(asks("Null", "false")).to.deep.equal([false, "every", false]);
    expect(asks("Null", "maybe")).to.deep.equal([false, "every", false]);
    expect([["true"], ["false"], ["true", "false"], ["maybe"]].map((values) => present(...values))).to.deep.equal([
      ...[false, true, true, false],
    ]);
  });

  it("takes all base64 texts of the same bytes", () => {
    const isIn = (value: string, text: string): boolean => {
      const { set } = read("BinaryEquals", [value]);
      return set.kind === "text" && set.certain.some((pattern) => pattern.matches(text));
    };
    expect([isIn("QQ==", "QR=="), isIn("QQ==", "Qg=="), isIn("QQ==", "QQ")]).to.deep.equal([true, false, false]);
    expect([isIn("/w==", "/w=="), isIn("/w==", "/x=="), isIn("/w==", "w78=")]).to.deep.equal([true, true, false]);
    expect([isIn("QUJD", "QUJD"), isIn("QUJD", "QUJE"), isIn("", ""), isIn("?", "")]).to.deep.equal([
      ...[true, false, true, false],
    ]);
  });

  it("with an unknown operator is the same wherever it stands with the same key and values", () => {
    const nameOf = (operator: string, values: readonly string[], key = KEY): readonly string[] =>
      read(operator, values, key).set.unsure.map((part) => part.key);
    const name = nameOf("StringSounds", ["a", "b"]);
    expect(nameOf("StringSounds", ["a", "b"], KEY.toUpperCase())).to.deep.equal(name);
    expect(nameOf("StringSounds", ["${s:Var}", "b"])).to.deep.equal(name);
    for (const other of [
      nameOf("StringTastes", ["a", "b"]),
      nameOf("StringSounds", ["a", "c"]),
      nameOf("StringSounds", ["a"]),
      nameOf("StringSounds", [S, "b"]),
      nameOf("StringSounds", ["a", "b"], "s:Other"),
    ]) {
      expect(other).to.not.deep.equal(name);
    }
  });

  it("leaves out of what may be in it the parts that a value is known not to be in", () => {
    const left = (operator: string, excluded: string, more: readonly string[] = []): boolean => {
      const test = read(operator, [S, ...more]).set;
      const without = excludedParts([read(excluded, [S]).set]);
      const maybe: PatternUnion | Intervals =
        test.kind === "text" ? textsMaybe(test, without) : valuesMaybe(test, without);
      return maybe.length > 0;
    };
    expect(left("NumericLessThan", "NumericLessThanEquals")).to.equal(false);
    expect(left("NumericEquals", "NumericLessThanEquals")).to.equal(false);
    expect(left("NumericGreaterThan", "NumericGreaterThanEquals")).to.equal(false);
    expect(left("NumericEquals", "NumericGreaterThanEquals")).to.equal(false);
    expect(left("NumericGreaterThan", "NumericLessThanEquals")).to.equal(true);
    expect(left("NumericLessThanEquals", "NumericLessThan")).to.equal(true);
    expect(left("NumericEquals", "DateEquals")).to.equal(true);
    expect(left("NumericEquals", "NumericEquals", ["7"])).to.equal(true);
    expect(left("Bool", "Bool")).to.equal(false);
    expect(left("Bool", "BinaryEquals")).to.equal(true);
    expect(left("StringEqualsIgnoreCase", "StringEqualsIgnoreCase")).to.equal(false);
    expect(left("StringEqualsIgnoreCase", "Bool")).to.equal(true);
    expect(left("StringSounds", "StringSounds")).to.equal(false);
    expect(left("StringSounds", "StringTastes")).to.equal(true);
  });
});
