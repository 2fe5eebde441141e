import { expect } from "chai";
import { ArnValuePattern } from "../../../iam/condition/arn-value-pattern";
import { readTemplate } from "../../../iam/pattern/read-template";

const SYMBOL = "${ec2-identity:symbol:0}";
const pattern = (text: string): ArnValuePattern =>
  new ArnValuePattern(
    readTemplate(text, { wildcards: true, variables: true, symbolCount: 1 }).parts,
    [{ id: "urn#arn", label: "the bucket" }],
    "/Statement/0",
  );
const values: Readonly<Record<string, string>> = { "aws:a": "eu-west-1", "aws:b": "111122223333", "aws:c": "*" };
const matching = (text: string, arn: string) => pattern(text).matches(arn, { valueOf: (key) => values[key] });

describe("ArnValuePattern", () => {
  it("matches the six components one by one", () => {
    const table: readonly (readonly [string, string, boolean])[] = [
      ["arn:aws:s3:::b", "arn:aws:s3:::b", true],
      ["arn:*:s3:*:*:b*", "arn:aws:s3:::bucket/key:x", true],
      ["arn:aws:s3:::b", "arn:aws:s3:::B", false],
      ["arn:a?s:s3:::b", "arn:aws:s3:::b", true],
      ["arn:aws:iam::*:role/x", "arn:aws:iam::111122223333:role/y", false],
    ];
    for (const [text, arn, want] of table) {
      expect(matching(text, arn), `${text} on ${arn}`).to.equal(want);
    }
  });

  it("takes what is no ARN for malformed, whatever the pattern is", () => {
    for (const text of ["arn:aws:s3:::b", "*", "arn:aws:s3*"]) {
      for (const value of ["b", "", "arn:aws:s3::b", "ARN:aws:s3:::b"]) {
        expect(matching(text, value), `${text} on ${value}`).to.equal("malformed-value");
      }
    }
  });

  it("puts each variable's value in its own place, as literal text", () => {
    const text = "arn:aws:sqs:${aws:a}:${aws:b}:q";
    expect(matching(text, "arn:aws:sqs:eu-west-1:111122223333:q")).to.equal(true);
    expect(matching(text, "arn:aws:sqs:111122223333:eu-west-1:q")).to.equal(false);
    expect(matching("arn:aws:sqs:${aws:a}:*:${aws:b}", "arn:aws:sqs:eu-west-1:1:111122223333")).to.equal(true);
    expect(matching("arn:aws:sqs:::${aws:c}", "arn:aws:sqs:::q")).to.equal(false);
    expect(matching("arn:aws:sqs:::${aws:c}", "arn:aws:sqs:::*")).to.equal(true);
  });

  it("lets a component that differs decide, then a variable without a value, then a symbol", () => {
    const absent = "${aws:absent}";
    expect(matching(`arn:${absent}:s3:::b`, "arn:aws:s3:::b")).to.equal("unresolved-variable");
    for (const text of [
      `arn:${absent}:s3:::c`,
      `arn:aws:sqs:::${absent}`,
      `arn:${SYMBOL}:s3:::c`,
      `arn:aws:sqs:::${SYMBOL}`,
    ]) {
      expect(matching(text, "arn:aws:s3:::b"), text).to.equal(false);
    }
    for (const text of [`arn:${SYMBOL}:s3::${absent}:b`, `arn:${absent}:s3::${SYMBOL}:b`]) {
      expect(matching(text, "arn:aws:s3::1:b"), text).to.equal("unresolved-variable");
    }
    expect(matching(`arn:aws:s3::1:${SYMBOL}`, "arn:aws:s3::1:b")).to.have.property("symbol", "urn#arn");
    expect(matching(`arn:${SYMBOL}:s3::1:b`, "arn:aws:s3::1:b")).to.have.property("symbol", "urn#arn");
    expect(matching(`arn:aws:s3:::A${SYMBOL}`, "arn:aws:s3:::ab"), "with regard to case").to.equal(false);
  });

  it("leaves open what a pattern of fewer components matches, and excludes what it does not even match as a text", () => {
    for (const text of ["*", "arn:aws:s3*", "arn:${aws:absent}*", `arn:aws:${SYMBOL}`]) {
      const found = matching(text, "arn:aws:s3:::b");
      expect(found, text).to.not.be.a("boolean");
    }
    expect(matching("arn:aws:s3*", "arn:aws:s3:::b")).to.deep.equal({
      code: "short-arn",
      message: "an ARN with fewer than six parts in a condition: AWS does not say what it matches",
      pointer: "/Statement/0",
    });
    expect(matching("arn:aws:sqs*", "arn:aws:s3:::b")).to.equal(false);
  });
});
