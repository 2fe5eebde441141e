import { expect } from "chai";
import { parseArn, splitArn } from "../../../iam";
import { readArnPattern } from "../../../iam/arn/arn-pattern";
import { readTemplate } from "../../../iam/pattern/read-template";

const pattern = (text: string) =>
  readArnPattern(readTemplate(text, { wildcards: true, variables: true, symbolCount: 1 }).parts);

describe("parseArn", () => {
  it("reads the parts, colons and slashes of the resource included", () => {
    expect(parseArn("arn:aws:logs:eu-west-1:111122223333:log-group:/a:*")).to.deep.equal({
      partition: "aws",
      service: "logs",
      region: "eu-west-1",
      account: "111122223333",
      resource: "log-group:/a:*",
    });
    expect(parseArn("arn:aws:s3:::b")).to.include({ region: "", account: "", resource: "b" });
  });

  for (const text of [
    "",
    "*",
    "arn",
    "arn:aws:s3::b",
    "ARN:aws:s3:::b",
    "arn::s3:::b",
    "arn:aws::::b",
    "arn:aws:s3:::",
  ]) {
    it(`refuses \`${text}\``, () => {
      expect(parseArn(text)).to.equal(undefined);
    });
  }

  it("splits at the first five colons only", () => {
    expect(splitArn("a:b:c:d:e:f:g")).to.deep.equal(["a", "b", "c", "d", "e", "f:g"]);
    expect(splitArn("a:b:c:d:e")).to.equal(undefined);
    expect(splitArn(":::::")).to.deep.equal(["", "", "", "", "", ""]);
  });
});

describe("readArnPattern", () => {
  it("takes a lone * for everything", () => {
    expect(pattern("*")).to.deep.equal({ kind: "any" });
    expect(pattern("**")).to.deep.equal({ kind: "any" });
  });

  it("cuts six segments; colons inside variables do not count", () => {
    const read = pattern("arn:*:s3:::b/${aws:username}:x");
    expect(read.kind === "segments" && read.segments).to.deep.equal([
      [{ kind: "literal", text: "arn" }],
      [{ kind: "anyString" }],
      [{ kind: "literal", text: "s3" }],
      [],
      [],
      [
        { kind: "literal", text: "b/" },
        { kind: "variable", key: "aws:username" },
        { kind: "literal", text: ":x" },
      ],
    ]);
  });

  it("takes fewer segments as a text", () => {
    expect(pattern("arn:aws:s3*").kind).to.equal("text");
    expect(pattern("**x").kind).to.equal("text");
  });

  it("takes a symbol before the fifth colon as a text, variables after it included", () => {
    expect(pattern("${ec2-identity:symbol:0}/${aws:username}").kind).to.equal("text");
    expect(pattern("arn:aws:s3:::${ec2-identity:symbol:0}/*").kind).to.equal("segments");
  });

  it("matches nothing with a variable before the fifth colon", () => {
    expect(pattern("arn:aws:iam::${aws:PrincipalAccount}:role/r")).to.deep.equal({
      kind: "never",
      variable: "aws:PrincipalAccount",
    });
  });
});
