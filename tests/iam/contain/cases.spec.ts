import { expect } from "chai";
import {
  bundledCatalogue,
  checkContainment,
  effectivePermissions,
  parsePolicyDocument,
  type ApplicablePolicies,
  type ContextValue,
  type NamedPolicy,
  type PermissionSource,
  type PolicyDocument,
  type PolicyType,
} from "../../../iam";
import { caseFiles, loadCases, runCases } from "../../support/cases";

/** Statements of one document; what they leave out is `Allow`, `s3:*`, `*`, and in resource-based policies everybody. */
type Statements = readonly Readonly<Record<string, unknown>>[];

/** A kind of policies of a principal: one document or a list; for SCPs a list of levels. */
type Policies = Statements | readonly Policies[];

type Given = {
  readonly policyType?: PolicyType;
  readonly typed?: boolean;
  readonly inner: Side;
  readonly outer: Side;
};

type Side =
  | Statements
  | { readonly version?: string; readonly documents: readonly Statements[] }
  | {
      readonly principal: string;
      readonly context: Readonly<Record<string, ContextValue>>;
      readonly policies: Readonly<Record<keyof ApplicablePolicies, Policies>>;
    };

/** The kind of answer, and parts of the counterexample or the reason's code where they are pinned. */
interface Want {
  readonly kind: "contained" | "notContained" | "unknown";
  readonly principal?: string;
  readonly action?: string;
  readonly context?: object;
  readonly code?: string;
}

function documentOf(statements: Statements, policyType: PolicyType, version = "2012-10-17"): PolicyDocument {
  const ofResource = ["resource", "trust", "rcp"].includes(policyType);
  const Statement = statements.map((statement) => ({
    Effect: "Allow",
    ...("NotAction" in statement ? {} : { Action: "s3:*" }),
    ...("NotResource" in statement || policyType === "trust" ? {} : { Resource: "*" }),
    ...(ofResource && !("NotPrincipal" in statement) ? { Principal: "*" } : {}),
    ...statement,
  }));
  const result = parsePolicyDocument({ Version: version, Statement }, { policyType });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

function policyOf(policies: Policies): NamedPolicy | readonly unknown[] {
  const isDocument = !policies.some((one) => Array.isArray(one)) && policies.length > 0;
  if (isDocument) return { id: "p", document: documentOf(policies as Statements, "identity") };
  return (policies as readonly Policies[]).map(policyOf);
}

function sourceOf(side: Side, policyType: PolicyType): PermissionSource {
  if ("documents" in side) return side.documents.map((one) => documentOf(one, policyType, side.version));
  if (!("principal" in side)) return documentOf(side, policyType);
  const policies = Object.entries(side.policies).map(([kind, one]) => [kind, policyOf(one)]);
  return effectivePermissions(Object.fromEntries(policies) as ApplicablePolicies, side);
}

for (const file of caseFiles("iam/contain")) {
  describe(file, () => {
    runCases(loadCases<Given, Want>(file, ["policyType", "typed", "inner", "outer"]), (given, want) => {
      const policyType = given.policyType ?? "identity";
      const catalogue = given.typed === true ? { catalogue: bundledCatalogue() } : {};
      const sides = [sourceOf(given.inner, policyType), sourceOf(given.outer, policyType)] as const;
      const answer = checkContainment(...sides, { policyType, ...catalogue });
      expect(answer.kind).to.equal(want.kind);
      const parts =
        answer.kind === "notContained" ? answer.counterexample : answer.kind === "unknown" ? answer.reason : {};
      const pinned = Object.entries(want).filter(([name]) => name !== "kind");
      expect(parts).to.deep.include(Object.fromEntries(pinned));
    });
  });
}
