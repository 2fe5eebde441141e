import { expect } from "chai";
import { z } from "zod";
import { problemsOf } from "../../components/plan";
import { statementSchema } from "../../components/policy-statement";

const CASES: readonly (readonly [name: string, schema: z.ZodType, given: unknown, message: string])[] = [
  ["a value of several", z.enum(["Allow", "Deny"]), "deny", "got `deny`, expected `Allow` or `Deny`"],
  ["one value", z.literal(true), false, "got `false`, expected `true`"],
  ["an empty list", z.array(z.string()).min(1), [], "got `[]`, expected at least one entry"],
  ["an empty text", z.string().min(2), "", "got ``, expected at least 2 characters"],
  ["a number below", z.number().min(3600), 60, "got `60`, expected at least 3600"],
  ["a number above", z.number().max(100), 101, "got `101`, expected at most 100"],
  ["another type", z.string(), 1, "got `1`, expected a text"],
  ["none of the types", z.union([z.string(), z.array(z.string())]), 1, "got `1`, expected a text or a list"],
  ["what a schema says itself", z.string().min(1, { message: "expected a name" }), "", "got ``, expected a name"],
];

describe("what a schema expected", () => {
  for (const [name, schema, given, message] of CASES) {
    it(`${name}: ${message}`, () => {
      expect(problemsOf(schema, given).map((problem) => problem.message)).to.deep.equal([message]);
    });
  }

  it("names the effects of a statement, and where the wrong one stands", () => {
    const statement = { effect: "deny", actions: ["s3:GetObject"], resources: ["*"] };
    expect(problemsOf(z.object({ statements: z.array(statementSchema) }), { statements: [statement] })).to.deep.equal([
      { property: "statements[0].effect", message: "got `deny`, expected `Allow` or `Deny`" },
    ]);
  });

  it("says what unknown keys mean before what is missing for them", () => {
    const properties = problemsOf(statementSchema, { Effect: "Allow", Action: "s3:*", Resource: "*" });
    expect(properties.map(({ property }) => property)).to.deep.equal(["", "actions", "resources"]);
    expect(properties[0]?.message).to.contain("`Action` is `actions`");
  });
});
