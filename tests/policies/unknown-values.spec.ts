import { expect } from "chai";
import fc from "fast-check";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PolicyDeclaration } from "../../policies/policy-declaration";
import { policyDeclarations } from "../../policies/registry";
import { runPolicies, toldOf, type Told } from "../support/pack-run";
import { urnOf, type TestResource } from "../support/policy-run";
import { PRINCIPAL_PROGRAMS } from "../support/programs/principals";
import { PROGRAMS, hasUnknown, known, partlyKnown, type Program } from "../support/programs/programs";
import { RUNS, SEED } from "../support/property-settings";

/** The policies that report documents which are not known, once for all policies that judge them. */
const READERS = ["iam-policy-disallow-admin-access", "iam-role-disallow-public-trust"];

/** These take what is not known of a document to be valid, and to need no characters; what is known of it they judge. */
const TRUSTING = ["iam-document-require-valid", "iam-role-limit-document-size"];

/** What the policies report about a program, each for itself and as one pack. */
interface Reports {
  /** `level` by policy and URN. */
  readonly ofPolicies: ReadonlyMap<string, readonly { readonly urn: string; readonly level: string }[]>;
  readonly ofPack: readonly Told[];
}

function reportsOf(policies: readonly PolicyDeclaration[], resources: readonly TestResource[]): Reports {
  const runs = runPolicies(policies, resources);
  const enabled = runs.filter(({ policy }) => policy.enforcementLevel !== "disabled");
  return {
    ofPolicies: new Map(runs.map(({ policy, reports }) => [policy.name, reports])),
    ofPack: toldOf(resources, enabled),
  };
}

/** Expects that a pack that reports violations of the program as it is reports it, or what is not known, as well. */
function expectTold(before: Reports, after: Reports, unknowns: readonly string[]): void {
  const told = new Set(after.ofPack.map(({ urn }) => urn));
  const isUnknownTold = unknowns.some((urn) => told.has(urn));
  for (const { policy, urn } of before.ofPack) {
    if (TRUSTING.includes(policy) && unknowns.includes(urn)) continue;
    expect(told.has(urn) || isUnknownTold, `the pack is silent of ${urn}, which ${policy} reported`).to.equal(true);
  }
  const open = after.ofPack.filter(({ isVerified }) => !isVerified).map(({ policy, urn }) => `${policy} ${urn}`);
  expect(open, "several findings of a policy on what is not known of a resource").to.deep.equal([...new Set(open)]);
}

/** Whether a policy reads properties of that type, or asks whether there are resources of it. */
function reads(policy: PolicyDeclaration, type: string): boolean {
  const { judgeStack } = policy;
  if (policy.kind === "resource" && policy.resourceType === type) return true;
  return judgeStack !== undefined && (judgeStack.onlyFor === type || judgeStack.reads(type));
}

/** Every type of @pulumi/aws, from the modules in which it registers them. */
function typesOfProvider(): readonly string[] {
  const root = dirname(require.resolve("@pulumi/aws/package.json"));
  const modules = readdirSync(root).map((name) => join(root, name, "index.js"));
  const types = modules
    .filter((path) => existsSync(path))
    .flatMap((path) => [...readFileSync(path, "utf8").matchAll(/case "(aws:[^"]+)"/g)].map(([, type = ""]) => type));
  expect(types).to.have.length.greaterThan(1_000);
  return types;
}

/** Whether something of the program may take access away: where that is not known, it is taken to take nothing. */
function mayTakeAway(program: Program): boolean {
  return /"Effect":"Deny"|"permissionsBoundary":"/.test(JSON.stringify(program));
}

const types = Object.keys(PROGRAMS);

describe("unknown values, for every policy", () => {
  it("are drawn for every type of @pulumi/aws that a policy reads", () => {
    const read = typesOfProvider().filter((type) => policyDeclarations.some((policy) => reads(policy, type)));
    expect([...types].sort()).to.deep.equal([...read].sort());
  });

  const seen = { violating: 0, unknown: 0 };
  for (const type of types) {
    it(`never hide a violation of a program with ${type}, make none, and end in no error`, () => {
      const property = fc.property(PROGRAMS[type]!, fc.infiniteStream(fc.nat({ max: 5 })), (program, stream) => {
        const full = known(program);
        const partly = partlyKnown(program, () => stream.next().value === 0);
        const policies = policyDeclarations.filter((policy) => full.some((one) => reads(policy, one.type)));
        const [before, after] = [reportsOf(policies, full), reportsOf(policies, partly)];
        const unknowns = partly.filter(hasUnknown).map(urnOf);
        expectTold(before, after, unknowns);
        for (const [name, reports] of before.ofPolicies) {
          const readers = name.startsWith("iam-") ? [name, ...READERS] : [name];
          const told = readers.flatMap((reader) => after.ofPolicies.get(reader) ?? []).map(({ urn }) => urn);
          for (const { urn } of reports) {
            if (TRUSTING.includes(name) && unknowns.includes(urn)) continue;
            seen.violating += 1;
            expect([...new Set(told)], `${name} is silent of ${urn} in ${JSON.stringify(partly)}`).to.satisfy(
              (urns: readonly string[]) => urns.some((one) => one === urn || unknowns.includes(one)),
            );
          }
          const made =
            reports.length === 0 && after.ofPolicies.get(name)?.some(({ level }) => level === "policy") === true;
          if (!mayTakeAway(program)) expect(made, `${name} reports ${JSON.stringify(partly)}`).to.equal(false);
          if (after.ofPolicies.get(name)?.some(({ level }) => level === "advisory") === true) seen.unknown += 1;
        }
      });
      const share = type in PRINCIPAL_PROGRAMS ? 800 : 200;
      fc.assert(property, { seed: SEED, numRuns: Math.ceil(RUNS / share) });
    });
  }

  it("were drawn where they decide, and violations too", () => {
    expect(seen.violating).to.be.greaterThan(RUNS / 100);
    expect(seen.unknown).to.be.greaterThan(RUNS / 100);
  });
});
