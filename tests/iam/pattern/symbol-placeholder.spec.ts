import { expect } from "chai";
import { firstSymbol, hasSymbol, replaceSymbols, symbolPlaceholder, symbolsIn } from "../../../iam";

describe("symbol placeholders", () => {
  const text = `arn:aws:s3:::${symbolPlaceholder(12)}/${symbolPlaceholder(0)}/\${aws:username}/${symbolPlaceholder(12)}`;

  it("are found in order, each as often as it stands there", () => {
    expect(symbolsIn(text)).to.deep.equal([12, 0, 12]);
    expect(symbolsIn("arn:aws:s3:::${aws:username}")).to.deep.equal([]);
  });

  it("are read only as they are written", () => {
    for (const other of ["01", "-1", "", "x", "1234567890"]) {
      expect(symbolsIn(`\${ec2-identity:symbol:${other}}`), other).to.deep.equal([]);
    }
  });

  it("are replaced, and nothing else is", () => {
    expect(replaceSymbols(text, (index) => `<${index}>`)).to.equal("arn:aws:s3:::<12>/<0>/${aws:username}/<12>");
    expect(replaceSymbols(text, (_, placeholder) => placeholder)).to.equal(text);
  });

  it("cut a text at the first of them", () => {
    expect(firstSymbol(`a${symbolPlaceholder(3)}b${symbolPlaceholder(1)}`)).to.deep.equal({
      before: "a",
      index: 3,
      after: `b${symbolPlaceholder(1)}`,
    });
    expect(firstSymbol("${aws:username}")).to.equal(undefined);
  });

  it("are noticed by their beginning, whatever follows", () => {
    expect(hasSymbol(text)).to.equal(true);
    expect(hasSymbol("${ec2-identity:symbol:x}")).to.equal(true);
    expect(hasSymbol("${ec2-identity:username}")).to.equal(false);
  });
});
