import { expect } from "chai";
import { z } from "zod";
import { judgeOwnPermissions } from "../../../iam";
import { readCases } from "../../support/cases";
import { policy } from "../../support/policies";

const document = z.record(z.string(), z.unknown());
const givenSchema = z.strictObject({
  documents: z.array(document).min(1),
  boundary: document.optional(),
  own: z.strictObject({
    kind: z.enum(["role", "user", "group"]),
    principals: z.array(z.string()),
    groups: z.array(z.string()),
    policies: z.array(z.string()),
    boundaries: z.array(z.string()),
  }),
});
const wantSchema = z.strictObject({
  kind: z.enum(["granted", "notGranted", "unknown"]),
  /** Indices of statements, those of all documents counted together. */
  statements: z.array(z.int()).min(1).optional(),
});

describe("judgeOwnPermissions", () => {
  for (const { name, given, want } of readCases("iam/access/own-permissions", givenSchema, wantSchema)) {
    it(name, () => {
      const { own, documents, boundary } = given;
      const subject = {
        identity: documents.map((json, index) => policy(String(index), json)),
        ...(boundary === undefined ? {} : { permissionsBoundary: policy("boundary", boundary) }),
      };
      const answer = judgeOwnPermissions(subject, own);
      const statements = answer.kind === "granted" ? answer.statements.map(({ statementIndex }) => statementIndex) : [];
      expect({ kind: answer.kind, ...(statements.length === 0 ? {} : { statements }) }).to.deep.equal(want);
    });
  }
});
