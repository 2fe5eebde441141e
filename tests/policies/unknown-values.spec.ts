import { expect } from "chai";
import fc from "fast-check";
import { policyDeclarations } from "../../policies/registry";
import { runPolicy, urnOf, type TestResource } from "../support/policy-run";
import { PROGRAM_TYPES, launchTemplate, makeUnknown, program } from "../support/program-arbitrary";
import { RUNS, SEED } from "../support/property-settings";

/** The policies that report documents which are not known, once for all policies that judge them. */
const READERS = ["iam-policy-disallow-admin-access", "iam-role-disallow-public-trust"];

/** These take what is not known of a document to be valid, and to need no characters. */
const TRUSTING = ["iam-document-require-valid", "iam-role-limit-document-size"];

/** The levels at which each policy reports something about the program. */
function levels(resource: TestResource, template: TestResource): readonly (readonly string[])[] {
  return policyDeclarations.map((declaration) =>
    runPolicy(declaration, { resources: [template, resource] })
      .reports.filter(({ urn }) => urn === urnOf(resource))
      .map(({ level }) => level),
  );
}

/** The role with one of its inline policies alone, each in turn: a Deny that is not known takes nothing away from it. */
function withOneInlinePolicy(resource: TestResource): readonly TestResource[] {
  const policies = resource.inputs?.["inlinePolicies"];
  if (!Array.isArray(policies)) return [];
  return policies.map((policy: unknown) => ({ ...resource, inputs: { ...resource.inputs, inlinePolicies: [policy] } }));
}

describe("unknown values, for every policy", () => {
  it("are drawn for every resource type that a policy judges", () => {
    const types = policyDeclarations.flatMap(({ kind, ...rest }) =>
      kind === "resource" && "resourceType" in rest ? [rest.resourceType] : [],
    );
    expect(PROGRAM_TYPES).to.include.members(types);
  });

  it("never hide a violation, and never make one", () => {
    let violating = 0;
    let unknown = 0;
    const property = fc.property(
      program,
      launchTemplate,
      fc.infiniteStream(fc.nat({ max: 5 })),
      (resource, template, stream) => {
        const choose = (): boolean => stream.next().value === 0;
        const inputs = Object.fromEntries(
          Object.entries(resource.inputs ?? {}).map(([key, value]) => [key, makeUnknown(value, choose)]),
        );
        const known = levels(resource, template);
        const partly = levels({ ...resource, inputs }, template);
        for (const [index, reports] of known.entries()) {
          const { name } = policyDeclarations[index]!;
          const seen = partly[index]!;
          if (reports.length > 0) {
            violating += 1;
            const read = policyDeclarations.flatMap((policy, other) =>
              READERS.includes(policy.name) ? (partly[other] ?? []) : [],
            );
            const reported = name.startsWith("iam-") ? [...seen, ...read] : seen;
            if (TRUSTING.includes(name)) continue;
            expect(reported, `${name} is silent on ${JSON.stringify(inputs)} of ${resource.type}`).not.to.deep.equal(
              [],
            );
          } else if (seen.includes("policy")) {
            const alone = withOneInlinePolicy(resource).flatMap((one) => levels(one, template)[index] ?? []);
            expect(alone, `${name} reports ${JSON.stringify(inputs)} of ${resource.type}`).to.include("policy");
          }
          if (seen.includes("advisory")) unknown += 1;
        }
      },
    );
    fc.assert(property, { seed: SEED, numRuns: RUNS / 20 });
    expect(violating).to.be.greaterThan(RUNS / 100);
    expect(unknown).to.be.greaterThan(RUNS / 100);
  });
});
