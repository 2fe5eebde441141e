import { expect } from "chai";
import { Script } from "node:vm";
import type { PolicyDeclaration } from "../../policies/policy-declaration";
import { policyDeclarations } from "../../policies/registry";
import { readPolicyCases } from "../support/policy-cases";
import { runPolicy, urnOf, type TestResource, type TestRun } from "../support/policy-run";

/** The object that a fix means which is written as properties of the resource; undefined for one in words. */
function propertiesOf(message: string): Readonly<Record<string, unknown>> | undefined {
  const fix = message.split("\nfix: ").at(-1) ?? "";
  try {
    return new Script(`({ ${fix} })`).runInNewContext() as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What a fix says in code of a statement: a condition for the one that is named, or a statement to write beside it. */
function statementCode(message: string): { readonly Condition: object } | { readonly Effect: string } | undefined {
  const fix = message.split("\nfix: ").at(-1) ?? "";
  const start = fix.search(/Condition: \{|\{ Effect: /);
  if (start < 0) return undefined;
  const isStatement = fix.startsWith("{", start);
  for (let end = fix.length; end > start; end = fix.lastIndexOf("}", end - 1)) {
    const code = fix.slice(start, end + 1);
    try {
      return new Script(isStatement ? `(${code})` : `({ ${code} })`).runInNewContext() as { Condition: object };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}

/** The resource with the code of the fix in each of its identity-based documents. */
function withStatementCode(
  resource: TestResource,
  code: NonNullable<ReturnType<typeof statementCode>>,
  message: string,
): TestResource {
  const { policy } = resource.outputs ?? {};
  if (typeof policy !== "string") return resource;
  const { Statement, ...rest } = JSON.parse(policy) as { Statement: object[] };
  const named = Number(/\/Statement\/(\d+)/.exec(message)?.[1] ?? -1);
  const changed =
    "Effect" in code
      ? [...Statement, code]
      : Statement.map((statement, index) => (index === named ? { ...statement, ...code } : statement));
  return { ...resource, outputs: { ...resource.outputs, policy: JSON.stringify({ ...rest, Statement: changed }) } };
}

/** The run with the code for statements of the first finding that has some; undefined where none has. */
function mendedStatements(declaration: PolicyDeclaration, given: TestRun): TestRun | undefined {
  for (const { message } of runPolicy(declaration, given).reports) {
    const code = statementCode(message);
    if (code === undefined) continue;
    return { ...given, resources: given.resources.map((one) => withStatementCode(one, code, message)) };
  }
  return undefined;
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

/** Policies whose fix has the code of a statement, or of its condition. */
const STATEMENTS = ["iam-instance-profile-require-credential-delivery-deny", "iam-policy-require-passed-to-service"];

/** Policies whose fix is in words: another resource or a document is to be changed, or only the author knows to what. */
const IN_WORDS = [
  "autoscaling-group-disallow-template-writers",
  "autoscaling-group-require-imdsv2",
  "autoscaling-group-require-pinned-version",
  "batch-compute-environment-require-imdsv2",
  "ec2-fleet-require-imdsv2",
  "ec2-instance-disallow-credentials-in-user-data",
  "ec2-instance-disallow-role-as-profile",
  "ec2-instance-metadata-defaults-require-presence",
  "ec2-instance-require-instance-profile",
  "ec2-launch-configuration-disallow-credentials-in-user-data",
  "ec2-launch-configuration-disallow-use",
  "ec2-launch-template-disallow-credentials-in-user-data",
  "ec2-spot-fleet-request-disallow-credentials-in-user-data",
  "ec2-spot-fleet-request-require-imdsv2",
  "ec2-spot-instance-request-disallow-credentials-in-user-data",
  "ec2-spot-instance-request-require-instance-profile",
  "eks-node-group-require-imdsv2",
  "emr-cluster-require-imdsv2",
  "iam-document-disallow-not-elements",
  "iam-document-require-published-match",
  "iam-document-require-valid",
  "iam-instance-profile-require-ec2-trust",
  "iam-instance-profile-require-one-role",
  "iam-policy-disallow-admin-access",
  "iam-policy-disallow-managed-policies",
  "iam-policy-disallow-pass-role-wildcard",
  "iam-policy-disallow-resource-wildcard",
  "iam-policy-disallow-service-wildcard",
  "iam-policy-require-effective-imdsv2",
  "iam-resource-policy-disallow-public-access",
  "iam-role-disallow-change-by-passer",
  "iam-role-disallow-foreign-trust",
  "iam-role-disallow-new-access",
  "iam-role-disallow-pass-role-gain",
  "iam-role-disallow-public-trust",
  "iam-role-limit-document-size",
  "iam-role-limit-permissions",
  "iam-role-require-permissions-boundary",
  "iam-role-require-trust-of-passed-service",
  "iam-user-disallow-access-key",
  "lightsail-instance-disallow-credentials-in-user-data",
  "organizations-policy-require-effective-imdsv2",
  "pulumi-resource-require-analysis",
  "sagemaker-notebook-instance-lifecycle-configuration-disallow-credentials-in-scripts",
];

describe("fixes that are code", () => {
  const covered: string[] = [];
  for (const declaration of policyDeclarations) {
    for (const { name, docs, given } of readPolicyCases(declaration.name)) {
      const after =
        docs === "violating"
          ? (mended(declaration, given) ??
            (STATEMENTS.includes(declaration.name) ? mendedStatements(declaration, given) : undefined))
          : undefined;
      if (after === undefined) continue;
      covered.push(declaration.name);
      it(`of ${declaration.name} mend what it reports (${name})`, () => {
        expect(runPolicy(declaration, after).reports).to.deep.equal([]);
      });
    }
  }

  it("are those of every policy but these", () => {
    const others = policyDeclarations.map(({ name }) => name).filter((name) => !covered.includes(name));
    expect(others).to.deep.equal(IN_WORDS);
  });
});
