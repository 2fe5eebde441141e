import { expect } from "chai";
import { needsIamIdentity, readKeyFacts, unnamedKey, type KeyFacts } from "../../../iam/contain/key-facts";
import { bundledCatalogue } from "../../../iam/data/bundled-catalogue";
import type { ActionCatalogue } from "../../../iam/data/action-catalogue";
import { documentOf } from "../../support/containment";

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

function factsOf(
  conditions: readonly Conditions[],
  variables: readonly string[] = [],
  catalogue?: ActionCatalogue,
): ReadonlyMap<string, KeyFacts> {
  const documents = conditions.map((Condition) => documentOf([{ Condition }]));
  return readKeyFacts(documents, new Set(variables), catalogue);
}

function factOf(key: string, ...question: Parameters<typeof factsOf>): KeyFacts | undefined {
  return factsOf(...question).get(key);
}

describe("facts of the keys that policies name", () => {
  it("are one for all spellings of a key, under the name written first", () => {
    const facts = factsOf([{ StringEquals: { "s:Key": "a" } }, { StringLike: { "S:KEY": "b*", "s:Other": "c" } }]);
    expect([...facts].map(([key, { name }]) => [key, name])).to.deep.equal([
      ["s:key", "s:Key"],
      ["s:other", "s:Other"],
    ]);
  });

  const families: readonly (readonly [name: string, conditions: Conditions, family: string | undefined])[] = [
    ["the family of its operators", { StringEquals: { "s:k": "a" }, StringNotLikeIfExists: { "s:k": "a*" } }, "string"],
    ["none where there are two", { StringEquals: { "s:k": "a" }, NumericEquals: { "s:k": "1" } }, undefined],
    ["the one beside Null", { Null: { "s:k": "false" }, DateLessThan: { "s:k": "2026-01-01" } }, "date"],
    ["none under Null alone", { Null: { "s:k": "false" } }, undefined],
    [
      "the one beside operators that nobody knows",
      { StringSounds: { "s:k": "a" }, IpAddress: { "s:k": "::/0" } },
      "ipAddress",
    ],
  ];
  for (const [name, conditions, family] of families) {
    it(`hold ${name}`, () => {
      expect(factOf("s:k", [conditions])?.onlyFamily).to.equal(family);
    });
  }

  it("hold no family of a key that stands as a variable, whose values are any texts", () => {
    expect(factOf("s:k", [{ NumericEquals: { "s:k": "1" } }], ["s:k"])?.onlyFamily).to.equal(undefined);
    expect(factOf("s:k", [{ NumericEquals: { "s:k": "1" } }], ["s:l"])?.onlyFamily).to.equal("numeric");
    expect(factOf("s:k", [{ Bool: { "s:k": "true" } }], ["s:k"])?.isBoolean).to.equal(false);
  });

  const lists: readonly (readonly [key: string, operator: string, isMultiValued: boolean])[] = [
    ["s:k", "StringEquals", false],
    ["s:k", "ForAnyValue:StringEquals", true],
    ["s:k", "ForAllValues:StringNotEquals", true],
    ["aws:k", "ForAllValues:StringEquals", false],
    ["aws:tagkeys", "StringEquals", true],
  ];
  for (const [key, operator, isMultiValued] of lists) {
    it(`say that ${key} under ${operator} has ${isMultiValued ? "several values" : "one value"}`, () => {
      expect(factOf(key, [{ [operator]: { [key]: "a" } }])?.isMultiValued).to.equal(isMultiValued);
    });
  }

  it("remember a set operator of any document", () => {
    const [plain, ofSets] = [{ StringEquals: { "s:k": "a" } }, { "ForAnyValue:StringEquals": { "s:k": "a" } }];
    expect(factOf("s:k", [plain, ofSets])?.isMultiValued).to.equal(true);
    expect(factOf("s:k", [ofSets, plain])?.isMultiValued).to.equal(true);
  });

  it("take the catalogue's word for several values", () => {
    const catalogue = bundledCatalogue();
    const said = (multiValued: boolean): ActionCatalogue => ({
      ...catalogue,
      conditionKey: (key) => (key === "s:k" ? { key, type: "String", multiValued } : undefined),
    });
    const conditions = [{ StringEquals: { "s:k": "a", "s:l": "a" } }];
    expect(factOf("s:k", conditions, [], said(true))?.isMultiValued).to.equal(true);
    expect(factOf("s:k", conditions, [], said(false))?.isMultiValued).to.equal(false);
    expect(factOf("s:l", conditions, [], said(true))?.isMultiValued).to.equal(false);
  });

  it("say which keys are booleans and ARNs", () => {
    const kind = (key: string, operator: string): readonly unknown[] => {
      const facts = factOf(key, [{ [operator]: { [key]: "true" } }]);
      return [facts?.isBoolean, facts?.isArn];
    };
    expect(kind("aws:securetransport", "StringEquals")).to.deep.equal([true, false]);
    expect(kind("s:flag", "Bool")).to.deep.equal([true, false]);
    expect(kind("s:flag", "StringEquals")).to.deep.equal([false, false]);
    expect(kind("aws:sourcearn", "StringEquals")).to.deep.equal([false, true]);
  });

  it("count the digits after the point in all its values", () => {
    const digits = { NumericEquals: { "s:k": ["1", "1.25"] }, NumericLessThan: { "s:k": "7.5", "s:l": "0.125" } };
    expect(factOf("s:k", [digits])?.decimals).to.equal(2);
    expect(factOf("s:l", [digits])?.decimals).to.equal(3);
    expect(factOf("s:k", [{ NumericEquals: { "s:k": "4" } }])?.decimals).to.equal(0);
  });
});

describe("facts of a key that no policy names", () => {
  it("are those that AWS documents", () => {
    const plain = { onlyFamily: undefined, isMultiValued: false, isBoolean: false, isArn: false, decimals: 0 };
    expect(unnamedKey("s:Key")).to.deep.equal({ ...plain, name: "s:Key" });
    expect(unnamedKey("aws:TagKeys")).to.deep.equal({ ...plain, name: "aws:TagKeys", isMultiValued: true });
    expect(unnamedKey("aws:SecureTransport")).to.deep.equal({ ...plain, name: "aws:SecureTransport", isBoolean: true });
    expect(unnamedKey("aws:SourceArn")).to.deep.equal({ ...plain, name: "aws:SourceArn", isArn: true });
  });
});

describe("keys that only IAM identities have", () => {
  it("are the organisation, its paths and the tags of the principal", () => {
    const yes = ["aws:principalorgid", "aws:principalorgpaths", "aws:principaltag/team", "aws:principaltag/"];
    const no = [
      "aws:principalarn",
      "aws:principalorgid2",
      "x:aws:principalorgid",
      "aws:principaltag",
      "aws:resourceorgid",
    ];
    expect([...yes, ...no].filter(needsIamIdentity)).to.deep.equal(yes);
  });
});
