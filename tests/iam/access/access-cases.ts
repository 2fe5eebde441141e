import { expect } from "chai";
import { z } from "zod";
import { parsePolicyDocument, symbolicDocument, type AccessAnswer, type PolicyDocument } from "../../../iam";
import { readCases } from "../../support/cases";

const givenSchema = z.strictObject({
  document: z.record(z.string(), z.unknown()),
  symbols: z.array(z.strictObject({ id: z.string(), label: z.string(), pattern: z.string().optional() })).optional(),
});
const wantSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("granted"), statements: z.array(z.int()).min(1) }),
  z.strictObject({ kind: z.literal("notGranted") }),
  z.strictObject({ kind: z.literal("unknown"), code: z.string() }),
]);

/** Declares one test for each case of `tests/cases/iam/access/<file>.json`. */
export function describeAccessCases(
  file: string,
  policyType: "identity" | "trust" | "resource",
  judge: (document: PolicyDocument) => AccessAnswer,
): void {
  describe(`${file}: cases`, () => {
    for (const { name, given, want, skip } of readCases(`iam/access/${file}`, givenSchema, wantSchema)) {
      (skip === undefined ? it : it.skip)(name, () => {
        const { document, symbols } = given;
        const parsed =
          symbols === undefined
            ? parsePolicyDocument(document, { policyType })
            : symbolicDocument({
                formatVersion: 1,
                policyType,
                subject: { urn: "urn", property: "policy" },
                document,
                symbols: symbols.map(({ id, label, pattern }) => ({ id, label, ...(pattern ? { pattern } : {}) })),
              });
        if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.issues));
        const answer = judge(parsed.document);
        const got =
          answer.kind === "granted"
            ? { kind: answer.kind, statements: answer.statements.map(({ statementIndex }) => statementIndex) }
            : answer.kind === "unknown"
              ? { kind: answer.kind, code: answer.reason.code }
              : { kind: answer.kind };
        expect(got, JSON.stringify(answer)).to.deep.equal(want);
      });
    }
  });
}
