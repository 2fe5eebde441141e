import { expect } from "chai";
import { duplicateKeys } from "../../../iam";

describe("duplicateKeys", () => {
  it("names each place at which a key stands again", () => {
    expect(duplicateKeys('{"a":1,"b":[{"c/d":1,"c/d":2,"e":{"c/d":1}}],"a":{"x":1,"x":1}}')).to.deep.equal([
      "/b/0/c~1d",
      "/a",
      "/a/x",
    ]);
    expect(duplicateKeys('{"a":{"b":1},"c":{"b":1},"A":0,"__proto__":1}')).to.deep.equal([]);
  });

  it("finds none in what is no JSON", () => {
    for (const text of ["", "{", '{"a":1,"a":1', "1", "[]"]) expect(duplicateKeys(text), text).to.deep.equal([]);
  });
});
