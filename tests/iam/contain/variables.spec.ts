import { expect } from "chai";
import { comparedVariables, neededVariables, variableKeys } from "../../../iam/contain/variables";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf } from "../../support/containment";

const SYMBOLS = [{ id: "s", label: "" }];
const TWO = ["arn:aws:s3:::${s:A}/${s:B}", "arn:aws:s3:::b/${s:B}"];

function keysOf(statement: object, version?: string): readonly string[] {
  const document = documentOf([statement], { symbols: SYMBOLS, ...(version !== undefined && { version }) });
  const [first] = document.statements;
  return first === undefined ? [] : variableKeys(first, document);
}

function neededOf(statement: object): readonly string[] {
  const document = documentOf([statement], { symbols: SYMBOLS });
  const [first] = document.statements;
  return first === undefined ? [] : [...neededVariables(first, document)];
}

const asking = (operator: string, ...values: readonly string[]): object => ({
  Condition: { [operator]: { "s:Key": values } },
});

describe("variables of a statement", () => {
  const cases: readonly (readonly [name: string, statement: object, keys: readonly string[]])[] = [
    ["of resources, once each and in lower case", { Resource: [...TWO, "arn:aws:s3:::${S:a}"] }, ["s:a", "s:b"]],
    ["of NotResource", { NotResource: "arn:aws:s3:::${s:A}" }, ["s:a"]],
    ["of conditions on texts", asking("StringNotEquals", "${s:A}"), ["s:a"]],
    ["of conditions on ARNs", asking("ForAnyValue:ArnLikeIfExists", "arn:aws:s3:::${s:A}"), ["s:a"]],
    ["not of conditions on other values", asking("NumericEquals", "${s:A}"), []],
    ["not of operators that nobody knows", asking("StringSounds", "${s:A}"), []],
    ["not of actions", { Action: "s3:${s:A}" }, []],
    ["with a default", { Resource: "arn:aws:s3:::${s:A, 'x'}" }, ["s:a"]],
    [
      "beside symbols, wildcards and escapes",
      { Resource: `arn:aws:s3:::${symbolPlaceholder(0)}*\${*}\${s:A}?` },
      ["s:a"],
    ],
  ];
  for (const [name, statement, keys] of cases) {
    it(`are those ${name}`, () => {
      expect(keysOf(statement)).to.deep.equal(keys);
    });
  }

  it("are none in the version that has no variables", () => {
    expect(keysOf({ Resource: TWO }, "2008-10-17")).to.deep.equal([]);
  });
});

describe("variables with which a condition compares its key", () => {
  const cases: readonly (readonly [operator: string, values: readonly string[], keys: readonly string[]])[] = [
    ["StringEquals", ["${s:A}", "x", "${S:b}"], ["s:a", "s:b"]],
    ["ArnNotLikeIfExists", ["${s:A}"], ["s:a"]],
    ["StringEquals", ["${s:A, 'x'}"], ["s:a"]],
    ["StringEquals", ["x${s:A}", "${s:A}x", "${s:A}${s:B}", "", symbolPlaceholder(0)], []],
    ["NumericEquals", ["${s:A}"], []],
    ["StringSounds", ["${s:A}"], []],
  ];
  const compared = (operator: string, values: readonly string[], version: string): readonly string[] => {
    const document = documentOf([{}], { symbols: SYMBOLS, version });
    return comparedVariables({ operator, key: "s:Key", values, pointer: "" }, document);
  };
  for (const [operator, values, keys] of cases) {
    it(`are ${keys.join() || "none"} in ${operator} ${values.join()}`, () => {
      expect(compared(operator, values, "2012-10-17")).to.deep.equal(keys);
      expect(compared(operator, values, "2008-10-17")).to.deep.equal([]);
    });
  }
});

describe("variables without whose value a statement matches nothing", () => {
  const cases: readonly (readonly [name: string, statement: object, keys: readonly string[]])[] = [
    ["those that all resources hold", { Resource: TWO }, ["s:b"]],
    ["in any case", { Resource: ["arn:aws:s3:::${s:A}", "arn:aws:s3:::${S:a}"] }, ["s:a"]],
    ["none where one resource has none", { Resource: [...TWO, "arn:aws:s3:::b"] }, []],
    ["none with a default", { Resource: "arn:aws:s3:::${s:A, 'x'}" }, []],
    ["none of NotResource", { NotResource: "arn:aws:s3:::${s:A}" }, []],
    ["those that all values of a condition hold", asking("StringEquals", "${s:A}${s:B}", "${s:B}"), ["s:b"]],
    ["of ForAnyValue too", asking("ForAnyValue:ArnLike", "arn:aws:s3:::${s:A}"), ["s:a"]],
    ["none where the operator is negated", asking("StringNotLike", "${s:A}"), []],
    ["none with IfExists", asking("StringLikeIfExists", "${s:A}"), []],
    ["none with ForAllValues", asking("ForAllValues:StringLike", "${s:A}"), []],
    ["none of other families", asking("NumericEquals", "${s:A}"), []],
    ["none of operators that nobody knows", asking("StringSounds", "${s:A}"), []],
    [
      "of resources and of each condition",
      {
        Resource: "arn:aws:s3:::${s:A}",
        Condition: { StringEquals: { "s:K": "${s:B}", "s:L": "${s:C}" }, Bool: { "s:M": "true" } },
      },
      ["s:b", "s:c", "s:a"],
    ],
  ];
  for (const [name, statement, keys] of cases) {
    it(`are ${name}`, () => {
      expect(neededOf(statement)).to.have.members(keys);
    });
  }
});
