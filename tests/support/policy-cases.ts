import { expect } from "chai";
import { z } from "zod";
import type { PolicyDeclaration } from "../../policies/policy-declaration";
import { readCases, type Case } from "./cases";
import { runPolicy, urnOf, type TestRun } from "./policy-run";

const properties = z.record(z.string(), z.unknown());
const givenSchema = z.strictObject({
  resources: z
    .array(
      z.strictObject({
        type: z.string(),
        name: z.string(),
        inputs: properties.optional(),
        outputs: properties.optional(),
        parent: z.string().optional(),
        dependencies: z.record(z.string(), z.array(z.string())).optional(),
      }),
    )
    .min(1),
  config: properties.optional(),
  today: z.string().optional(),
});
const wantSchema = z.strictObject({
  /** In the order of the reports. */
  reports: z.array(
    z.strictObject({
      resource: z.string(),
      level: z.enum(["policy", "advisory", "mandatory"]),
      says: z.array(z.string().min(1)).min(1),
    }),
  ),
  remediated: properties.optional(),
});

export type PolicyCase = Case<TestRun, z.infer<typeof wantSchema>>;

/** The cases of a policy: `tests/cases/policies/<name>.json`. */
export function readPolicyCases(policy: string): readonly PolicyCase[] {
  return readCases<TestRun, z.infer<typeof wantSchema>>(`policies/${policy}`, givenSchema, wantSchema);
}

/** Declares one test for each case of the policy. */
export function describePolicyCases(declaration: PolicyDeclaration): void {
  describe(declaration.name, () => {
    for (const { name, given, want, skip } of readPolicyCases(declaration.name)) {
      (skip === undefined ? it : it.skip)(name, () => {
        const { reports, remediated } = runPolicy(declaration, given);
        const urns = new Map(given.resources.map((resource) => [urnOf(resource), resource.name]));
        const got = reports.map(({ urn, level }) => ({ resource: urns.get(urn) ?? urn, level }));
        const wanted = want.reports.map(({ resource, level }) => ({ resource, level }));
        expect(got, JSON.stringify(reports, undefined, 1)).to.deep.equal(wanted);
        for (const [index, { says }] of want.reports.entries()) {
          for (const text of says) expect(reports[index]!.message).to.contain(text);
        }
        expect(remediated).to.deep.equal(want.remediated ?? {});
      });
    }
  });
}
