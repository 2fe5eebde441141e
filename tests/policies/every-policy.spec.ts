import { expect } from "chai";
import type { PolicyDeclaration } from "../../policies/policy-declaration";
import { policyDeclarations } from "../../policies/registry";
import { readPolicyCases, type PolicyCase } from "../support/policy-cases";
import { runPolicy, urnOf, type Report, type TestResource } from "../support/policy-run";

/** What stands where a value of another type belongs. */
const WRONG: readonly unknown[] = [7, "no JSON {", true, null, [], {}, [[null]], { $unknown: { nested: 1 } }];

const judged = (declaration: PolicyDeclaration, one: PolicyCase, more: readonly TestResource[] = []) =>
  runPolicy(declaration, { ...one.given, resources: [...one.given.resources, ...more] }).reports;

/** The resource with each of its properties replaced, in inputs and outputs. */
function broken(resource: TestResource, value: unknown): TestResource {
  const replaced = (properties: TestResource["inputs"]) =>
    properties && Object.fromEntries(Object.keys(properties).map((key) => [key, value]));
  return { ...resource, name: "broken", inputs: replaced(resource.inputs), outputs: replaced(resource.outputs) };
}

/** Of which resources of the case something was said; what is added does not count, though a message may name it too. */
function ofCase(reports: readonly Report[], one: PolicyCase): readonly string[] {
  const urns = one.given.resources.map(urnOf);
  return reports.filter(({ urn }) => urns.includes(urn)).map(({ urn, level }) => `${urn} ${level}`);
}

for (const declaration of policyDeclarations) {
  const cases = readPolicyCases(declaration.name);
  const violating = cases.filter(({ docs }) => docs === "violating");

  describe(`${declaration.name}, as every policy`, () => {
    it("judges the rest of a stack in which a resource has properties of the wrong type", () => {
      for (const one of violating) {
        const before = ofCase(judged(declaration, one), one);
        expect(before).to.have.length.greaterThan(0);
        for (const resource of one.given.resources) {
          for (const value of WRONG) {
            const after = ofCase(judged(declaration, one, [broken(resource, value)]), one);
            expect(after, `with ${JSON.stringify(value)} in ${resource.type}`).to.include.members(before);
          }
        }
      }
    });

    it("takes each property of the wrong type without an error", () => {
      for (const one of cases.filter(({ docs }) => docs !== undefined)) {
        for (const value of WRONG) {
          const resources = one.given.resources.map((resource) => ({
            ...broken(resource, value),
            name: resource.name,
          }));
          expect(() => runPolicy(declaration, { ...one.given, resources })).not.to.throw();
        }
      }
    });

    it("takes parents that are each other's", () => {
      for (const one of violating) {
        const [first] = one.given.resources;
        const parent = {
          type: "ec2-identity:index:InstanceRole",
          name: "one-parent",
          parent: "other-parent",
          inputs: {},
        };
        const other = { ...parent, name: "other-parent", parent: "one-parent" };
        const resources = one.given.resources.map((resource) =>
          resource === first ? { ...resource, parent: "one-parent" } : resource,
        );
        expect(() => runPolicy(declaration, { ...one.given, resources: [...resources, parent, other] })).not.to.throw();
      }
    });

    it("is exempt where its configuration says so, and says so of nothing else", () => {
      for (const one of violating) {
        const exemptions = [{ urn: "*", reason: "ticket 4", expires: "2026-12-31" }];
        const given = { ...one.given, config: { ...one.given.config, exemptions } };
        expect(runPolicy(declaration, given).reports.filter(({ level }) => level === "policy")).to.deep.equal([]);
      }
    });

    it("blocks on what is not known where it is told to", () => {
      const unknown = cases.filter(({ want }) => want.reports.some(({ level }) => level === "advisory"));
      for (const one of unknown) {
        const given = { ...one.given, config: { ...one.given.config, onUnknown: "block" } };
        expect(runPolicy(declaration, given).reports.map(({ level }) => level)).not.to.include("advisory");
      }
    });

    it("names a wrong key of its configuration, and has a case for each key of its own", () => {
      const [one] = violating;
      const given = { ...one!.given, config: { ...one!.given.config, exempt: true } };
      const said = runPolicy(declaration, given).reports.map(({ message }) => message);
      expect(said.join("\n")).to.contain("`exempt` is no setting of this policy");
      for (const key of Object.keys(declaration.settings ?? {})) {
        expect(
          cases.some(({ given: { config } }) => config?.[key] !== undefined),
          key,
        ).to.equal(true);
      }
    });
  });
}
