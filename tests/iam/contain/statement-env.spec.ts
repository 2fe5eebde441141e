import { expect } from "chai";
import { literalTokens } from "../../../iam/pattern/pattern-token";
import { OpaqueNames } from "../../../iam/contain/bindings";
import { allCallers, type FactValue } from "../../../iam/contain/caller";
import {
  factOf,
  keyFacts,
  symbolAt,
  variableBinding,
  variablePresence,
  type FixedCaller,
  type StatementEnvironment,
} from "../../../iam/contain/statement-env";
import { RESOURCE_IN_ACCOUNT, RESOURCE_WITHOUT_ACCOUNT } from "../../../iam/contain/universe";
import { environmentOf } from "../../support/containment";

const FACTS: Readonly<Record<string, FactValue>> = {
  "s:none": { kind: "absent" },
  "s:text": { kind: "text", text: "blue" },
  "s:list": { kind: "texts", texts: ["a", "b"] },
  "s:hidden": { kind: "unknown" },
};
const FIXED: FixedCaller = {
  kind: "fixed",
  principal: "arn:aws:iam::111122223333:user/ann",
  fact: (key) => FACTS[key],
};

function callerOfKind(kind: string): StatementEnvironment["caller"] {
  const found = allCallers([]).find((one) => one.kind === kind);
  if (found === undefined) throw new Error(kind);
  return found;
}

describe("what a key follows from", () => {
  it("is the resource for aws:ResourceAccount, whoever calls", () => {
    const key = "aws:resourceaccount";
    expect(factOf(key, environmentOf({ resource: RESOURCE_IN_ACCOUNT }))).to.equal(RESOURCE_IN_ACCOUNT.account);
    expect(factOf(key, environmentOf({ resource: RESOURCE_WITHOUT_ACCOUNT }))).to.equal(undefined);
    const known: FixedCaller = { ...FIXED, fact: () => ({ kind: "text", text: "x" }) };
    expect(factOf(key, environmentOf({ caller: known }))).to.equal(undefined);
  });

  it("is the caller for keys that describe it, and for all that a fixed caller says", () => {
    const user = environmentOf({ caller: callerOfKind("user") });
    expect(factOf("aws:principaltype", user)).to.deep.equal({ kind: "text", text: "User" });
    expect(factOf("s:text", user)).to.equal(undefined);
    expect(factOf("s:text", environmentOf({ caller: FIXED }))).to.equal(FACTS["s:text"]);
    expect(factOf("s:free", environmentOf({ caller: FIXED }))).to.equal(undefined);
  });

  const kinds: readonly (readonly [kind: string, has: boolean])[] = [
    ["user", true],
    ["roleSession", true],
    ["federatedUser", true],
    ["accountRoot", true],
    ["service", false],
    ["anonymous", false],
    ["plain", false],
  ];
  for (const [kind, has] of kinds) {
    it(`is ${has ? "nothing" : "the caller"} for keys of IAM identities where the caller is ${kind}`, () => {
      const environment = environmentOf({ caller: callerOfKind(kind) });
      const absent = { kind: "absent" };
      expect(factOf("aws:principalorgid", environment)).to.deep.equal(has ? undefined : absent);
      expect(factOf("aws:principaltag/team", environment)).to.deep.equal(has ? undefined : absent);
      expect(factOf("aws:sourceip", environment)).to.equal(undefined);
    });
  }
});

describe("the facts of a key", () => {
  it("are those of the question, or what AWS documents", () => {
    const known = {
      name: "S:Key",
      isMultiValued: true,
      onlyFamily: undefined,
      isBoolean: false,
      isArn: false,
      decimals: 3,
    };
    const environment = environmentOf({ keys: new Map([["s:key", known]]) });
    expect(keyFacts("s:key", environment)).to.equal(known);
    expect(keyFacts("aws:tagkeys", environment)).to.include({ name: "aws:tagkeys", isMultiValued: true });
  });
});

describe("a variable", () => {
  const chosen = new Map([
    ["s:chosen", "red"],
    ["s:without", null],
    ["aws:tagkeys", "red"],
    ["s:text", "red"],
  ]);
  const environment = environmentOf({ caller: FIXED, chosen });
  const known: readonly (readonly [key: string, presence: string, value: string | undefined])[] = [
    ["s:none", "never", undefined],
    ["s:list", "never", undefined],
    ["s:text", "always", "blue"],
    ["s:chosen", "always", "red"],
    ["s:without", "never", undefined],
  ];
  for (const [key, presence, value] of known) {
    it(`${key} is there ${presence}${value === undefined ? "" : ` and is ${value}`}`, () => {
      expect(variablePresence(key, environment)).to.equal(presence);
      expect(variableBinding(key, environment)).to.deep.equal(value === undefined ? "absent" : literalTokens(value));
    });
  }

  it("has no value where its key has several, whatever is chosen", () => {
    expect(variablePresence("aws:tagkeys", environment)).to.equal("never");
  });

  it("is unknown text where nothing is known of it, the same each time", () => {
    const opaque = new OpaqueNames();
    const open = environmentOf({ caller: FIXED, opaque });
    expect(variablePresence("s:free", open)).to.equal("sometimes");
    expect(variableBinding("s:free", open)).to.equal(opaque.variable("s:free"));
    expect(variablePresence("s:hidden", open)).to.equal("always");
    expect(variableBinding("s:hidden", open)).to.equal(opaque.variable("s:hidden"));
  });

  it("that follows from the caller is unknown text where it is a piece of the caller's ARN", () => {
    const user = environmentOf({ caller: callerOfKind("user") });
    expect(variablePresence("aws:username", user)).to.equal("always");
    expect(variableBinding("aws:username", user)).to.equal(user.opaque.variable("aws:username"));
    expect(variablePresence("aws:username", environmentOf({ caller: callerOfKind("roleSession") }))).to.equal("never");
  });
});

describe("the symbol of a placeholder", () => {
  it("is the one at its place; where there is none, one of its own", () => {
    const symbols = [
      { id: "a", label: "A" },
      { id: "b", label: "B" },
    ];
    expect(symbolAt(symbols, 1)).to.equal(symbols[1]);
    expect([symbolAt(symbols, 2), symbolAt(symbols, 3)].map(({ id }) => id)).to.deep.equal(["symbol 2", "symbol 3"]);
    expect(symbolAt(symbols, 2).label).to.equal("symbol 2");
  });
});
