import { expect } from "chai";
import { checkContainment } from "../../../iam/contain/check-containment";
import type { FactValue } from "../../../iam/contain/caller";
import { conditionLiteral, presenceLiteral } from "../../../iam/contain/condition-literal";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import { symbolAt, type FixedCaller, type StatementEnvironment } from "../../../iam/contain/statement-env";
import type { ResolvePart } from "../../../iam/contain/text-sets";
import { RESOURCE_IN_ACCOUNT } from "../../../iam/contain/universe";
import type { Literal, TextAtom } from "../../../iam/contain/value-set";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf, environmentOf, matching } from "../../support/containment";

const SYMBOLS = [
  { id: "s", label: "team of the role" },
  { id: "t", label: "a letter", pattern: "?" },
];
const [S, LETTER] = [symbolPlaceholder(0), symbolPlaceholder(1)];
const KEY = "aws:PrincipalTag/team";

const fixedBy = (fact: FactValue | undefined): FixedCaller => ({
  kind: "fixed",
  principal: "arn:aws:iam::111122223333:role/r",
  fact: (key) => (key === KEY.toLowerCase() ? fact : undefined),
});
const text = (value: string): FactValue => ({ kind: "text", text: value });
const texts = (...values: readonly string[]): FactValue => ({ kind: "texts", texts: values });

/** What a condition on the key asks where the fact is known. */
function read(
  operator: string,
  values: readonly string[],
  environment: StatementEnvironment,
  key = KEY,
): Literal | boolean {
  const resolve: ResolvePart = (part) =>
    environment.opaque.symbol(symbolAt(SYMBOLS, part.kind === "symbol" ? part.index : 0));
  const reading = { variables: true, symbols: SYMBOLS, resolve };
  return conditionLiteral({ operator, key, values, pointer: "/Statement/0/Condition" }, reading, environment);
}

const withFact = (fact: FactValue | undefined): StatementEnvironment => environmentOf({ caller: fixedBy(fact) });

function literalOf(found: Literal | boolean): Literal {
  if (typeof found === "boolean") throw new Error(`got ${found}, expected a literal`);
  return found;
}

function textAtomOf(found: Literal | boolean): TextAtom {
  const { atom } = literalOf(found);
  if (atom.kind !== "text") throw new Error(atom.kind);
  return atom;
}

describe("a condition on a key that nothing is known of", () => {
  it("is a literal of the key, in lower case", () => {
    const { atom, holds } = literalOf(read("ForAllValues:StringNotLike", ["a*"], withFact(undefined)));
    expect(holds).to.equal(true);
    expect(atom).to.include({
      kind: "key",
      dimension: "aws:principaltag/team",
      whenAbsent: true,
      quantifier: "every",
      negated: true,
    });
    expect(matching(atom.set.kind === "text" ? atom.set.certain : [], ["a", "abc", "b"])).to.deep.equal(["a", "abc"]);
  });

  it("keeps numbers apart to the digits that the policies use", () => {
    const facts = { name: KEY, isMultiValued: false, onlyFamily: "numeric", isBoolean: false, isArn: false } as const;
    const read2 = (decimals: number): number => {
      const keys = new Map([[KEY.toLowerCase(), { ...facts, decimals }]]);
      const { set } = literalOf(
        read("NumericLessThan", ["1"], environmentOf({ caller: fixedBy(undefined), keys })),
      ).atom;
      return set.kind === "line" ? Number(set.certain[0]?.high) : NaN;
    };
    expect([read2(0), read2(1)]).to.deep.equal([9, 99]);
  });

  it("that has an unknown operator is one that nobody decides, the same for the same condition", () => {
    for (const fact of [undefined, text("blue")]) {
      const environment = withFact(fact);
      const { atom, holds } = literalOf(read("StringSounds", ["a"], environment));
      expect([atom.kind, atom.dimension, holds, atom.reason?.code]).to.deep.equal([
        "text",
        "unknown StringSounds",
        true,
        "unknown-operator",
      ]);
      expect(atom.set.unsure).to.have.length(1);
      expect(literalOf(read("StringSounds", ["a"], environment)).atom).to.equal(atom);
      expect(literalOf(read("StringSounds", ["b"], environment)).atom).to.not.equal(atom);
    }
  });
});

describe("a condition on a key that the question says is absent", () => {
  const cases: readonly (readonly [operator: string, values: readonly string[], holds: boolean])[] = [
    ["StringEquals", ["a"], false],
    ["StringEqualsIfExists", ["a"], true],
    ["StringNotEquals", ["a"], true],
    ["ForAllValues:StringEquals", ["a"], true],
    ["ForAnyValue:StringEquals", ["a"], false],
    ["Null", ["true"], true],
    ["Null", ["false"], false],
    ["NumericLessThan", ["1"], false],
  ];
  for (const [operator, values, holds] of cases) {
    it(`${operator} ${values.join()} ${holds ? "holds" : "fails"}`, () => {
      expect(read(operator, values, withFact({ kind: "absent" }))).to.equal(holds);
    });
  }
});

describe("a condition on a known value", () => {
  const cases: readonly (readonly [operator: string, values: readonly string[], fact: FactValue, holds: boolean])[] = [
    ["StringEquals", ["red", "blue"], text("blue"), true],
    ["StringEquals", ["red"], text("blue"), false],
    ["StringEquals", [`a${S}`], text("blue"), false],
    ["StringEquals", [`blu${LETTER}e`, LETTER], text("blue"), false],
    ["StringLike", ["b*", S], text("blue"), true],
    ["StringNotEquals", ["red"], text("blue"), true],
    ["StringNotEquals", ["red", "blue"], text("blue"), false],
    ["StringNotLike", [S, "b*"], text("blue"), false],
    ["Null", ["false"], text("blue"), true],
    ["Null", ["true"], text("blue"), false],
    ["NumericLessThan", ["5"], text("4.5"), true],
    ["NumericLessThan", ["5"], text("5"), false],
    ["NumericLessThan", ["5"], text("blue"), false],
    ["NumericNotEquals", ["5"], text("blue"), true],
    ["NumericLessThan", ["5", S], text("4"), true],
    ["NumericLessThan", [`a${S}`], text("4"), false],
    ["ForAnyValue:StringEquals", ["blue"], texts("red", "blue"), true],
    ["ForAnyValue:StringEquals", ["green"], texts("red", "blue"), false],
    ["ForAllValues:StringEquals", ["blue"], texts("red", "blue"), false],
    ["ForAllValues:StringEquals", ["blue", "red"], texts("red", "blue"), true],
    ["ForAnyValue:StringNotEquals", ["blue"], texts("red", "blue"), true],
    ["ForAllValues:StringNotEquals", ["blue"], texts("red", "blue"), false],
  ];
  for (const [operator, values, fact, holds] of cases) {
    it(`${JSON.stringify(fact)} under ${operator} ${values.join()} ${holds ? "holds" : "fails"}`, () => {
      expect(read(operator, values, withFact(fact))).to.equal(holds);
    });
  }

  const open: readonly (readonly [operator: string, values: readonly string[], fact: FactValue])[] = [
    ["StringEquals", [S], text("blue")],
    ["StringEquals", [`b${S}`], text("blue")],
    ["StringEquals", [`blu${LETTER}`], text("blue")],
    ["StringNotEquals", ["red", S], text("blue")],
    ["StringEqualsIgnoreCase", [S], text("blue")],
    ["NumericLessThan", ["3", S], text("4")],
    ["ForAnyValue:StringEquals", [`r${S}`], texts("red", "blue")],
  ];
  for (const [operator, values, fact] of open) {
    it(`${JSON.stringify(fact)} under ${operator} ${values.join()} hangs on the symbol`, () => {
      const environment = withFact(fact);
      const { holds } = literalOf(read(operator, values, environment));
      const atom = textAtomOf(read(operator, values, environment));
      expect([atom.dimension, holds]).to.deep.equal(["unknown aws:principaltag/team", true]);
      expect(atom.set.surely).to.deep.equal([]);
      expect(matching(atom.set.maybe, ["", "anything"])).to.have.length(2);
      expect(atom.reason?.code).to.be.oneOf(["symbol", "open-value"]);
      expect(atom.reason?.message).to.not.equal("");
    });
  }

  it("that hangs on a symbol is the same wherever it asks the same of the same value", () => {
    const environment = withFact(text("blue"));
    const ask = (known: FactValue, ...condition: readonly [string, string]): TextAtom => {
      const [operator, value] = condition;
      return textAtomOf(read(operator, [value], { ...environment, caller: fixedBy(known) }));
    };
    const first = ask(text("blue"), "StringEquals", S);
    expect(ask(text("blue"), "StringEquals", S)).to.equal(first);
    expect(ask(text("bluer"), "StringEquals", S)).to.not.equal(first);
    expect(ask(text("blue"), "StringEquals", `b${S}`)).to.not.equal(first);
    expect(ask(text("blue"), "StringNotEquals", S)).to.not.equal(first);
  });
});

describe("a condition on a value that is hidden", () => {
  it("is not decided, and says so", () => {
    const { atom, holds } = literalOf(read("StringEquals", ["a"], withFact({ kind: "unknown" })));
    expect([atom.dimension, holds, atom.reason?.code]).to.deep.equal([
      "unknown aws:principaltag/team",
      true,
      "principal-key",
    ]);
    expect(atom.reason?.message).to.include("aws:principaltag/team");
    expect(atom.set.unsure).to.have.length(1);
  });
});

describe("a condition on a piece of the caller or resource", () => {
  const ROLE = "arn:aws:iam::111122223333:role/r";

  it("is a literal of the caller, whose words hold such a piece", () => {
    const { atom, holds } = literalOf(read("StringLike", ["1111*"], environmentOf(), "aws:PrincipalAccount"));
    expect([atom.kind, atom.dimension, holds]).to.deep.equal(["text", "principal", true]);
    const other = "arn:aws:iam::444455556666:role/r";
    expect(
      matching(
        textAtomOf(literalOf(read("StringLike", ["1111*"], environmentOf(), "aws:PrincipalAccount"))).set.surely,
        [ROLE, other],
      ),
    ).to.deep.equal([ROLE]);
  });

  it("is its negation where the operator is negated", () => {
    const { atom, holds } = literalOf(read("StringNotLike", ["1111*"], environmentOf(), "aws:PrincipalAccount"));
    expect([atom.dimension, holds]).to.deep.equal(["principal", false]);
  });

  it("is a literal of the resource for its account", () => {
    const environment = environmentOf({ resource: RESOURCE_IN_ACCOUNT });
    const atom = textAtomOf(read("StringEquals", ["111122223333"], environment, "aws:ResourceAccount"));
    expect(atom.dimension).to.equal("resource");
    expect(matching(atom.set.surely, [ROLE, "arn:aws:iam::444455556666:role/r"])).to.deep.equal([ROLE]);
  });

  it("keeps what is not sure of it, apart by key", () => {
    const unsure = (key: string): TextAtom => textAtomOf(read("StringEqualsIgnoreCase", [S], environmentOf(), key));
    const [word, account] = [unsure("aws:PrincipalArn"), unsure("aws:PrincipalAccount")];
    expect(word.set.unsure.map(({ key }) => key)).to.not.deep.equal(account.set.unsure.map(({ key }) => key));
    expect(account.set.unsure[0]?.key).to.match(/^aws:principalaccount /);
    expect(matching(account.set.maybe, [ROLE, "111122223333"])).to.deep.equal([ROLE]);
    expect(matching(account.set.surely, [ROLE])).to.deep.equal([]);
    expect(account.set.unsure[0]?.surely).to.have.length(1);
  });

  it("is not decided where it compares other values than texts", () => {
    const { atom, holds } = literalOf(read("NumericEquals", ["111122223333"], environmentOf(), "aws:PrincipalAccount"));
    expect([atom.dimension, holds, atom.reason?.code]).to.deep.equal([
      "unknown aws:principalaccount",
      true,
      "typed-operator-on-principal",
    ]);
    expect(atom.reason?.message).to.include("`aws:principalaccount` is compared as a numeric value");
    expect(atom.set.unsure).to.have.length(1);
  });
});

describe("that a key is in the request", () => {
  it("is a literal of the key that any value meets", () => {
    const environment = environmentOf();
    const [present, absent] = [true, false].map((one) => presenceLiteral("s:k", one, environment));
    expect([present?.holds, absent?.holds]).to.deep.equal([true, false]);
    expect(present?.atom).to.equal(absent?.atom);
    expect(present?.atom).to.include({ kind: "key", dimension: "s:k", whenAbsent: false, negated: false });
    expect(matching(present?.atom.set.kind === "text" ? present.atom.set.certain : [], ["", "a:b/c"])).to.have.length(
      2,
    );
  });
});

describe("containment where a key is fixed and compared with a symbol", () => {
  const of = (...statements: readonly object[]): ReturnType<typeof effectivePermissions> =>
    effectivePermissions(
      { identity: [{ id: "p", document: documentOf(statements, { symbols: SYMBOLS }) }] },
      { principal: "arn:aws:iam::111122223333:role/r", context: { [KEY]: "blue" } },
    );
  const compared = (operator: string, value = S): ReturnType<typeof of> =>
    of({ Condition: { [operator]: { [KEY]: value } } });

  it("finds the value that is fixed", () => {
    const answer = checkContainment(compared("StringEquals"), of({ Effect: "Deny" }));
    expect(answer.kind === "notContained" && answer.symbols).to.deep.include({ s: "blue" });
    expect(checkContainment(of({}), compared("StringNotEquals")).kind).to.equal("notContained");
  });

  it("finds a variable's value that is fixed", () => {
    const answer = checkContainment(compared("StringEquals", "${s:free}"), of({ Effect: "Deny" }));
    expect(answer.kind === "notContained" && answer.counterexample.context).to.deep.equal({
      "s:free": "blue",
      [KEY]: "blue",
    });
  });

  it("lies within itself", () => {
    for (const operator of ["StringEquals", "StringNotLike", "NumericLessThan"])
      expect(checkContainment(compared(operator), compared(operator)).kind, operator).to.equal("contained");
  });
});
