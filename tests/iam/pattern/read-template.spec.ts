import { expect } from "chai";
import { readTemplate } from "../../../iam/pattern/read-template";
import { literalText } from "../../../iam/pattern/template";

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

  for (const text of ["${aws:username", "${}", "${ }", "${a, x}", "${a, 'x'", "${a,'x}", "${'x'}"]) {
    it(`reports \`${text}\` and keeps its text`, () => {
      const template = readTemplate(text, { ...ALL, wildcards: false });
      expect(template.malformedVariables[0]).to.equal(text);
      expect(literalText(template.parts)).to.equal(text);
    });
  }

  it("goes on reading inside what is no variable", () => {
    expect(readTemplate("${a${b}", ALL)).to.deep.equal({
      parts: [
        { kind: "literal", text: "${a" },
        { kind: "variable", key: "b" },
      ],
      malformedVariables: ["${a${b}"],
    });
  });

  it("shows the beginning of a long text that is no variable, and none where the element has no variables", () => {
    const text = `a\${b${"c".repeat(100)}`;
    expect(readTemplate(text, ALL).malformedVariables).to.deep.equal([`\${b${"c".repeat(61)}`]);
    expect(readTemplate(text, { ...ALL, variables: false }).malformedVariables).to.deep.equal([]);
  });

  it("reads a default with and without spaces around it", () => {
    for (const text of ["${a,'x'}", "${a, 'x'}", "${a,  'x' }"]) {
      expect(readTemplate(text, ALL).parts, text).to.deep.equal([{ kind: "variable", key: "a", defaultValue: "x" }]);
    }
  });
});
