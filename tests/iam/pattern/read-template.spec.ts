import { expect } from "chai";
import { readTemplate } from "../../../iam/pattern/read-template";

const ALL = { wildcards: true, variables: true, symbolCount: 2 };

describe("readTemplate", () => {
  it("reads wildcards, variables, defaults, escapes and symbols", () => {
    const text = "a*?${aws:username}b${aws:PrincipalTag/team, 'x}y'}${*}${?}${$}${ec2-identity:symbol:1}**";
    expect(readTemplate(text, ALL)).to.deep.equal({
      parts: [
        { kind: "literal", text: "a" },
        { kind: "anyString" },
        { kind: "anyChar" },
        { kind: "variable", key: "aws:username" },
        { kind: "literal", text: "b" },
        { kind: "variable", key: "aws:PrincipalTag/team", defaultValue: "x}y" },
        { kind: "literal", text: "*?$" },
        { kind: "symbol", index: 1 },
        { kind: "anyString" },
      ],
      malformedVariables: [],
    });
  });

  it("reads variables and escapes as text where the element has none, symbols all the same", () => {
    const text = "${aws:username}${*}${ec2-identity:symbol:0}";
    expect(readTemplate(text, { wildcards: false, variables: false, symbolCount: 1 }).parts).to.deep.equal([
      { kind: "literal", text: "${aws:username}${*}" },
      { kind: "symbol", index: 0 },
    ]);
  });

  it("takes a symbol that the document does not hold for a variable", () => {
    expect(readTemplate("${ec2-identity:symbol:2}", ALL).parts).to.deep.equal([
      { kind: "variable", key: "ec2-identity:symbol:2" },
    ]);
  });

  for (const text of ["${aws:username", "${}", "${ }", "${a${b}", "${a, x}", "${a, 'x'", "${a,'x}", "${'x'}"]) {
    it(`reports \`${text}\` and keeps its text`, () => {
      const template = readTemplate(text, { ...ALL, wildcards: false });
      expect(template.malformedVariables).to.not.deep.equal([]);
    });
  }
});
