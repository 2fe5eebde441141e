import { expect } from "chai";
import { z } from "zod";
import { InputError } from "../../cli/input";
import { parseInput } from "../../cli/schema-faults";
import { problemsOf } from "../../components/plan";

const SCHEMAS: readonly (readonly [schema: z.ZodType, given: unknown, expected: string])[] = [
  [z.string(), 1, "a text"],
  [z.number(), "1", "a number"],
  [z.int(), 1.5, "a whole number"],
  [z.boolean(), "true", "`true` or `false`"],
  [z.array(z.string()), "x", "a list"],
  [z.object({}), "x", "an object"],
  [z.record(z.string(), z.string()), 1, "an object"],
  [z.enum(["a"]), "b", "`a`"],
  [z.enum(["a", "b", "c"]), "d", "`a`, `b` or `c`"],
  [z.string().min(1), "", "at least one character"],
  [z.string().max(2), "abc", "at most 2 characters"],
  [z.array(z.string()).min(1), [], "at least one entry"],
  [z.int().min(1).max(64), 65, "at most 64"],
];

describe("what input was expected", () => {
  for (const [schema, given, expected] of SCHEMAS) {
    it(`${expected}, in the words of components`, () => {
      const read = () => parseInput(schema, { file: "f.json", text: JSON.stringify(given), json: given });
      expect(read).to.throw(InputError, `, expected ${expected}`);
      expect(problemsOf(schema, given)[0]?.message.split(", ").slice(1).join(", ")).to.equal(`expected ${expected}`);
    });
  }
});
