import { expect } from "chai";
import { runInNewContext } from "node:vm";
import type { PolicyDeclaration } from "../../policies/policy-declaration";
import { policyDeclarations } from "../../policies/registry";
import { readPolicyCases } from "../support/policy-cases";
import { runPolicy, urnOf, type TestResource, type TestRun } from "../support/policy-run";

/** The object that a fix means which is written as properties of the resource; undefined for one in words. */
function propertiesOf(message: string): Readonly<Record<string, unknown>> | undefined {
  const fix = message.split("\nfix: ").at(-1) ?? "";
  try {
    return runInNewContext(`({ ${fix} })`) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

/** The properties with those of the fix written over them; what stands as JSON text is changed in the text. */
function fixed(properties: TestResource["inputs"], fix: Readonly<Record<string, unknown>>): TestResource["inputs"] {
  if (properties === undefined) return undefined;
  const text = properties["configuration"];
  if (typeof text !== "string") return { ...properties, ...fix };
  return { ...properties, configuration: JSON.stringify({ ...(JSON.parse(text) as object), ...fix }) };
}

/** The run in which each resource with such a finding is changed as the finding says; undefined where none is code. */
function mended(declaration: PolicyDeclaration, given: TestRun): TestRun | undefined {
  const fixes = new Map(
    runPolicy(declaration, given).reports.flatMap(({ urn, message }) => {
      const fix = propertiesOf(message);
      return fix === undefined ? [] : [[urn, fix] as const];
    }),
  );
  if (fixes.size === 0) return undefined;
  const resources = given.resources.map((resource) => {
    const fix = fixes.get(urnOf(resource));
    if (fix === undefined) return resource;
    return { ...resource, inputs: fixed(resource.inputs, fix), outputs: fixed(resource.outputs, fix) };
  });
  return { ...given, resources };
}

/** Of these the launch template, another resource or a policy document is to be changed. */
const MENDED_ELSEWHERE = [
  "autoscaling-group-require-imdsv2",
  "batch-compute-environment-require-imdsv2",
  "ec2-fleet-require-imdsv2",
  "ec2-spot-fleet-request-require-imdsv2",
  "eks-node-group-require-imdsv2",
  "emr-cluster-require-imdsv2",
  "iam-policy-require-effective-imdsv2",
  "organizations-policy-require-effective-imdsv2",
];

describe("fixes that are code", () => {
  const covered: string[] = [];
  for (const declaration of policyDeclarations) {
    for (const { name, docs, given } of readPolicyCases(declaration.name)) {
      const after = docs === "violating" ? mended(declaration, given) : undefined;
      if (after === undefined) continue;
      covered.push(declaration.name);
      it(`of ${declaration.name} mend what it reports (${name})`, () => {
        expect(runPolicy(declaration, after).reports).to.deep.equal([]);
      });
    }
  }

  it("are those of every policy on metadata options that is mended at the resource itself", () => {
    const policies = policyDeclarations.map(({ name }) => name).filter((name) => /imdsv2|hop-limit/.test(name));
    expect(policies.filter((name) => !covered.includes(name))).to.deep.equal(MENDED_ELSEWHERE);
  });
});
