import { expect } from "chai";
import fc from "fast-check";
import { compileGlob } from "../../../iam/pattern/glob";
import { InvariantError } from "../../../iam/errors";
import { readTemplate } from "../../../iam/pattern/read-template";
import { textsUpTo } from "../../support/oracle/pattern-oracle";
import { RUNS, SEED } from "../../support/property-settings";

const OPTIONS = { wildcards: true, variables: false, symbolCount: 0 };
const glob = (text: string, ignoreCase = false) => compileGlob(readTemplate(text, OPTIONS).parts, { ignoreCase });

/** The definition, by recursion on the pattern. */
function matchesByDefinition(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  if (pattern.startsWith("*")) {
    return matchesByDefinition(pattern.slice(1), text) || (text !== "" && matchesByDefinition(pattern, text.slice(1)));
  }
  if (text === "") return false;
  return (pattern[0] === "?" || pattern[0] === text[0]) && matchesByDefinition(pattern.slice(1), text.slice(1));
}

describe("compileGlob", () => {
  it("agrees with the definition of * and ?", () => {
    const pattern = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 7 }).map((letters) => letters.join(""));
    const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        expect(glob(p).matches(t), `${p} on ${t}`).to.equal(matchesByDefinition(p, t));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it("agrees with the definition on all small patterns and texts", () => {
    const texts = textsUpTo(4, "ab");
    for (const pattern of textsUpTo(5, "ab*?")) {
      const compiled = glob(pattern);
      const wrong = texts.filter((text) => compiled.matches(text) !== matchesByDefinition(pattern, text));
      expect(wrong, pattern).to.deep.equal([]);
    }
  });

  it("compares without case only where asked to", () => {
    expect(glob("a").matches("A"), "without wildcards").to.equal(false);
    expect(glob("a*").matches("Ab"), "a prefix").to.equal(false);
    expect(glob("*A").matches("a"), "a suffix").to.equal(false);
    expect(glob("A?b*", true).matches("acBd")).to.equal(true);
    expect(glob("S3:Get*", true).matches("s3:gETobject")).to.equal(true);
    expect(glob("S3:Get*").matches("s3:GetObject")).to.equal(false);
  });

  it("holds no variables and symbols", () => {
    expect(() => compileGlob([{ kind: "variable", key: "aws:username" }])).to.throw(InvariantError, "variable");
    expect(() => compileGlob([{ kind: "symbol", index: 0 }])).to.throw(InvariantError, "symbol");
  });
});
