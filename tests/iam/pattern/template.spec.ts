import { expect } from "chai";
import { readTemplate } from "../../../iam/pattern/read-template";
import { isPlain, literalText } from "../../../iam/pattern/template";

const parts = (text: string) => readTemplate(text, { wildcards: true, variables: true, symbolCount: 1 }).parts;

describe("templates", () => {
  it("are plain when the template alone says what it matches", () => {
    for (const text of ["", "a", "*", "a?b*", "${*}"]) expect(isPlain(parts(text)), text).to.equal(true);
    for (const text of ["${aws:username}", "a*${aws:username}", "a${ec2-identity:symbol:0}"]) {
      expect(isPlain(parts(text)), text).to.equal(false);
    }
  });

  it("have a literal text when they hold nothing but text", () => {
    expect(literalText(parts("a${*}b"))).to.equal("a*b");
    expect(literalText([])).to.equal("");
    expect(
      literalText([
        { kind: "literal", text: "a" },
        { kind: "literal", text: "b" },
      ]),
    ).to.equal("ab");
    for (const text of ["*", "a?", "a${aws:username}", "${ec2-identity:symbol:0}"]) {
      expect(literalText(parts(text)), text).to.equal(undefined);
    }
  });
});
