import { z } from "zod";

/** One entry of a case file of `tests/cases/iam/lint`: a document and what one rule finds in it. */
export const LINT_CASE = z.strictObject({
  name: z.string().min(1),
  source: z.url(),
  given: z.strictObject({
    policy: z.unknown(),
    policyType: z.enum(["identity", "resource", "trust", "permissionsBoundary", "session", "scp", "rcp"]).optional(),
    symbols: z.array(z.strictObject({ id: z.string(), label: z.string(), pattern: z.string().optional() })).optional(),
    quotas: z.record(z.string(), z.number()).optional(),
  }),
  /** Findings with the file's code: pointer, and a piece of the fix where it matters. */
  want: z.array(z.strictObject({ pointer: z.string(), fix: z.string().optional() })),
  skip: z.string().optional(),
});

export type LintCase = z.infer<typeof LINT_CASE>;
