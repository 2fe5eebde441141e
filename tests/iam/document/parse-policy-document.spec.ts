import { expect } from "chai";
import { parsePolicyDocument } from "../../../iam";

describe("parsePolicyDocument: hostile input", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic["Statement"] = cyclic;
  const shared = Array.from({ length: 60 }).reduce<unknown>((inner) => [inner, inner], []);
  const throwing = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error("no keys");
      },
    },
  );
  const inputs: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    "empty text": "",
    "deep text": "[".repeat(500_000),
    "long text": `"${"x".repeat(1_000_001)}"`,
    "many escapes": `"${"\\n".repeat(499_000)}`,
    "a cycle": cyclic,
    "a shared tree": shared,
    "a throwing proxy": throwing,
    "a huge sparse array": new Array(2 ** 32 - 1),
    function: () => 1,
    bigint: 1n,
    NaN,
  };
  for (const [name, input] of Object.entries(inputs)) {
    it(`answers invalid for ${name}`, () => {
      const result = parsePolicyDocument(input);
      expect(result.kind).to.equal("invalid");
      expect(result.issues).to.have.length.greaterThan(0);
    });
  }

  it("treats __proto__ as an element like any other", () => {
    const text = '{"Version":"2012-10-17","__proto__":{"polluted":1},"Statement":{"__proto__":{"Effect":"Allow"}}}';
    const result = parsePolicyDocument(text);
    expect(result.issues.map(({ code, pointer }) => `${code} ${pointer}`)).to.include.members([
      "unknown-element /__proto__",
      "unknown-statement-element /Statement/__proto__",
    ]);
    expect(({} as Record<string, unknown>)["polluted"]).to.equal(undefined);
  });
});

describe("parsePolicyDocument", () => {
  it("unifies single values and lists and keeps text", () => {
    const result = parsePolicyDocument({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: ["arn:aws:s3:::b/*"],
        Condition: { NumericLessThan: { "s3:max-keys": 10 }, Bool: { "aws:SecureTransport": true } },
      },
    });
    expect(result).to.deep.equal({
      kind: "parsed",
      issues: [],
      document: {
        version: "2012-10-17",
        symbols: [],
        statements: [
          {
            effect: "Allow",
            pointer: "/Statement",
            actions: ["s3:GetObject"],
            resources: ["arn:aws:s3:::b/*"],
            conditions: [
              {
                operator: "NumericLessThan",
                key: "s3:max-keys",
                values: ["10"],
                pointer: "/Statement/Condition/NumericLessThan/s3:max-keys",
              },
              {
                operator: "Bool",
                key: "aws:SecureTransport",
                values: ["true"],
                pointer: "/Statement/Condition/Bool/aws:SecureTransport",
              },
            ],
          },
        ],
      },
    });
  });

  it("keeps every digit of a whole number", () => {
    const text =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:b":12345678901234567890}}}}';
    const result = parsePolicyDocument(text);
    expect(result.kind === "parsed" && result.document.statements[0]?.conditions[0]?.values).to.deep.equal([
      "12345678901234567890",
    ]);
  });
});
