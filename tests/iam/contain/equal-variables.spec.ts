import { expect } from "chai";
import fc from "fast-check";
import { checkContainment, compilePolicies, evaluate, type PolicyDocument } from "../../../iam";
import { equalityLiterals, variablePartitions } from "../../../iam/contain/equal-variables";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import { documentOf, environmentOf, readGoalOf } from "../../support/containment";
import { pairs, SEED } from "../../support/property-settings";

const KEYS = ["s:A", "s:B", "aws:PrincipalTag/c"];
const VALUES = [...KEYS.map((key) => `\${${key}}`), "x"];
const OPERATORS = ["StringEquals", "StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringLike"];
const REQUEST_VALUES = [undefined, "x", "y", "z", "w"];

const condition = fc.record({
  operator: fc.constantFrom(...OPERATORS),
  key: fc.constantFrom(...KEYS),
  values: fc.array(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 2 }),
});

const statement = fc.record({
  Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
  Condition: fc.array(condition, { minLength: 1, maxLength: 2 }).map((conditions) => {
    const byOperator: Record<string, Record<string, readonly string[]>> = {};
    for (const { operator, key, values } of conditions) (byOperator[operator] ??= {})[key] = values;
    return byOperator;
  }),
});

const documents = fc.array(statement, { minLength: 1, maxLength: 2 });

const REQUESTS = REQUEST_VALUES.flatMap((a) =>
  REQUEST_VALUES.flatMap((b) => REQUEST_VALUES.map((c) => [a, b, c] as const)),
).map((values) => ({
  principal: "arn:aws:iam::111122223333:role/example",
  action: "s:x",
  resource: "*",
  context: Object.fromEntries(
    values.flatMap((value, index): [string, string][] => (value === undefined ? [] : [[KEYS[index] ?? "", value]])),
  ),
}));

/** Whether some request of the universe is allowed by the first and not by the second. */
function differs(inner: PolicyDocument, outer: PolicyDocument): boolean {
  const [a, b] = [inner, outer].map((document) => compilePolicies({ identity: [{ id: "p", document }] }));
  if (a === undefined || b === undefined) throw new Error("no policies");
  return REQUESTS.some(
    (request) => evaluate(request, a).decision === "allowed" && evaluate(request, b).decision !== "allowed",
  );
}

describe("variables that conditions compare with each other", () => {
  it("are decided as an enumeration of their values does, and at most one in a hundred is left open", () => {
    const counts = { contained: 0, notContained: 0, unknown: 0 };
    const runs = pairs(40);
    fc.assert(
      fc.property(documents, documents, (first, second) => {
        const [inner, outer] = [documentOf(first), documentOf(second)];
        const { kind } = checkContainment(inner, outer);
        counts[kind]++;
        if (kind !== "unknown") expect(kind === "notContained").to.equal(differs(inner, outer));
      }),
      { seed: SEED, numRuns: runs },
    );
    if (process.env["CONTAINMENT_PAIRS"] !== undefined) console.log(`      verdicts: ${JSON.stringify(counts)}`);
    expect(counts.unknown / runs, JSON.stringify(counts)).to.be.at.most(0.01);
    expect(counts.contained).to.be.greaterThan(runs / 20);
  });
});

describe("the ways in which variables that conditions compare can be equal", () => {
  type Asked = readonly [operator: string, key: string, ...values: readonly string[]];
  const ALL = ["s:a", "s:b", "s:c", "s:d", "s:e"];
  const documentAsking = (asked: readonly Asked[]): PolicyDocument =>
    documentOf(asked.map(([operator, key, ...values]) => ({ Condition: { [operator]: { [key]: values } } })));
  /** Each set of variables, and of it each partition, its classes written one after the other. */
  const written = (variables: readonly string[], ...asked: readonly Asked[]): readonly (readonly string[])[] =>
    variablePartitions(readGoalOf([documentAsking(asked)], undefined), variables).map((ways) =>
      ways.map((equal) =>
        [...new Set(equal.values())].map((one) => one.map((key) => key.slice(2)).join("=")).join(" "),
      ),
    );
  const PAIR = ["a=b", "a b"];
  const cases: readonly (readonly [
    name: string,
    asked: readonly Asked[],
    variables: readonly string[],
    want: readonly (readonly string[])[],
  ])[] = [
    ["two, equal or not", [["StringEquals", "S:A", "${s:B}"]], ["s:a", "s:b"], [PAIR]],
    ["one, whose own key is asked of another value's variable", [["StringEquals", "s:A", "${s:B}"]], ["s:b"], []],
    ["none that are compared with texts alone", [["StringEquals", "s:A", "x", "y${s:B}"]], ["s:a", "s:b"], []],
    [
      "three by two conditions",
      [
        ["StringEquals", "s:A", "${s:B}"],
        ["StringLike", "s:C", "${s:B}"],
      ],
      ALL.slice(0, 3),
      [["a=b=c", "a b=c", "b a=c", "a=b c", "a b c"]],
    ],
    [
      "two sets apart",
      [
        ["StringEquals", "s:A", "${s:B}"],
        ["StringEquals", "s:C", "${s:D}"],
      ],
      ALL,
      [PAIR, ["c=d", "c d"]],
    ],
    [
      "two sets that a third condition joins",
      [
        ["StringEquals", "s:A", "${s:B}"],
        ["StringEquals", "s:C", "${s:D}"],
        ["StringEquals", "s:E", "${s:A}", "${s:C}"],
      ],
      ALL,
      [],
    ],
  ];
  for (const [name, asked, variables, want] of cases) {
    it(`are those of ${name}`, () => {
      expect(written(variables, ...asked).map((ways) => [...ways].sort())).to.deep.equal(
        want.map((ways) => [...ways].sort()),
      );
    });
  }

  it("are fifteen of four variables", () => {
    const found = written(ALL.slice(0, 4), ["StringEquals", "s:A", "${s:B}", "${s:C}", "${s:D}"]);
    expect(found.map((ways) => new Set(ways).size)).to.deep.equal([15]);
  });

  it("are not told of sides with different principals", () => {
    const identity = [{ id: "p", document: documentAsking([["StringEquals", "s:A", "${s:B}"]]) }];
    const [role, user] = ["role/r", "user/u"].map((name) =>
      effectivePermissions({ identity }, { principal: `arn:aws:iam::111122223333:${name}` }),
    );
    expect(variablePartitions(readGoalOf([role!], user), ["s:a", "s:b"])).to.deep.equal([]);
    expect(variablePartitions(readGoalOf([role!], role), ["s:a", "s:b"])).to.have.length(1);
  });

  it("are literals: a key has its variable's value, and not that of another class", () => {
    const literals = (...classes: readonly (readonly string[])[]): readonly unknown[] => {
      const equal = new Map(classes.flatMap((one) => one.map((key) => [key, one] as const)));
      return [...equalityLiterals(equal, environmentOf({ chosen: new Map([["s:none", null]]) }))].map((literal) => {
        if (typeof literal === "boolean" || literal.atom.kind !== "key") return literal;
        const { dimension, negated, whenAbsent } = literal.atom;
        return [dimension, negated ? "other" : "own", whenAbsent ? "or absent" : "present", literal.holds];
      });
    };
    expect(literals(["s:a", "s:b"])).to.deep.equal([
      ["s:a", "own", "present", true],
      ["s:b", "own", "present", true],
    ]);
    expect(literals(["s:a"], ["s:b"])).to.deep.equal([
      ["s:a", "own", "or absent", true],
      ["s:a", "other", "or absent", true],
      ["s:b", "own", "or absent", true],
      ["s:b", "other", "or absent", true],
    ]);
    expect(literals(["s:a"], ["s:none"])).to.deep.equal([["s:a", "own", "or absent", true]]);
  });
});
