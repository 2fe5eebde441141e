import { expect } from "chai";
import { embed, withAccount, withUserName, written } from "../../../iam/contain/embedding";
import { ANY_TEXT, literalTokens } from "../../../iam/pattern/pattern-token";
import { SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { matching } from "../../support/containment";

const literal = (text: string): SequencePattern => new SequencePattern(literalTokens(text));
const ANYTHING = new SequencePattern([ANY_TEXT]);
const ONE_LETTER = new SequencePattern([{ ...ANY_TEXT, repeats: false }]);

describe("written", () => {
  const cases: readonly (readonly [text: string, yes: readonly string[], no: readonly string[]])[] = [
    ["ab", ["ab"], ["a", "abb", "AB", ""]],
    ["a*", ["a", "ab:c/d"], ["", "ba"]],
    ["~", ["", "abc", "a.b-c"], ["a:b", "a/b"]],
    ["#", ["0", "5", "9"], ["", "10", "a"]],
    ["%", ["", "0123456789"], ["1a", "a"]],
    ["+", ["a", "%"], ["", "ab", ":", "/"]],
  ];
  for (const [text, yes, no] of cases) {
    it(`reads ${text}`, () => {
      expect(matching([written(text)], [...yes, ...no])).to.deep.equal(yes);
    });
  }
});

describe("embed", () => {
  const between = (pattern: SequencePattern): ReturnType<typeof embed> =>
    embed(pattern, literalTokens("<"), literalTokens(">"), ":/");

  it("puts a pattern between what stands before and after it", () => {
    expect(matching(between(literal("ab")), ["<ab>", "ab", "<ab", "ab>", "<abb>"])).to.deep.equal(["<ab>"]);
  });

  it("keeps wildcards from taking the forbidden letters in, and lets them take all others", () => {
    const texts = ["<>", "<a>", "<Stryker was here>", "<0>", "<a:b>", "<a/b>", "<:>", "</>"];
    expect(matching(between(ANYTHING), texts)).to.deep.equal(["<>", "<a>", "<Stryker was here>", "<0>"]);
    expect(matching(between(ONE_LETTER), texts)).to.deep.equal(["<a>", "<0>"]);
  });

  it("keeps what a wildcard excludes already", () => {
    const noColon = new SequencePattern([{ repeats: true, excludes: true, letters: ":x" }]);
    expect(matching(between(noColon), ["<a>", "<x>", "<:>", "</>"])).to.deep.equal(["<a>"]);
  });

  it("gives nothing for a pattern that asks for a forbidden letter, whichever it is", () => {
    expect(["a:b", "a/b"].map((text) => between(literal(text)))).to.deep.equal([[], []]);
  });
});

describe("ARNs by account", () => {
  it("match with the account in the fifth segment, whatever stands around it", () => {
    const texts = [
      "arn:aws:iam::111122223333:role/x",
      "arn:aws-cn:sqs:cn-north-1:111122223333:q:r",
      "arn:aws:sts::111122223333:",
      "arn:aws:iam::444455556666:role/111122223333",
      "arn:aws:iam:111122223333::x",
      "arn:aws:iam::111122223333",
      "x:aws:iam::111122223333:x",
    ];
    expect(matching(withAccount(literal("111122223333")), texts)).to.deep.equal(texts.slice(0, 3));
    expect(withAccount(literal("1:2"))).to.deep.equal([]);
    expect(withAccount(literal("1/2"))).to.deep.equal([]);
  });
});

describe("ARNs of users by name", () => {
  it("match with any path, partition and account", () => {
    const texts = [
      "arn:aws:iam::111122223333:user/ann",
      "arn:aws-cn:iam::444455556666:user/team/blue/ann",
      "arn:aws:iam::111122223333:user//ann",
      "arn:aws:iam::111122223333:user/joann",
      "arn:aws:iam::111122223333:user/ann/bob",
      "arn:aws:iam::111122223333:role/ann",
      "arn:aws:sts::111122223333:user/ann",
    ];
    expect(matching(withUserName(literal("ann")), texts)).to.deep.equal(texts.slice(0, 3));
    expect(withUserName(literal("team/ann"))).to.deep.equal([]);
  });

  it("take a wildcard as part of the name alone", () => {
    const begins = new SequencePattern([...literalTokens("ann"), ANY_TEXT]);
    const texts = [
      "arn:aws:iam::111122223333:user/anna",
      "arn:aws:iam::111122223333:user/p/anna",
      "arn:aws:iam::111122223333:user/ann/bob",
    ];
    expect(matching(withUserName(begins), texts)).to.deep.equal(texts.slice(0, 2));
  });
});
