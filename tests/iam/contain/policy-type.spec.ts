import { expect } from "chai";
import type { PermissionSource } from "../../../iam/contain/containment";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import { policyTypeOf } from "../../../iam/contain/policy-type";
import { documentOf } from "../../support/containment";

const resource = (statement: object) => documentOf([statement], { policyType: "resource" });
const trust = (statement: object) => documentOf([statement], { policyType: "trust" });
const HOLDER = documentOf([{}]);
const EVERYBODY = { Principal: "*" };
const EFFECTIVE = effectivePermissions(
  { identity: [{ id: "p", document: HOLDER }] },
  { principal: "arn:aws:iam::111122223333:role/r" },
);

describe("what documents are of which nobody said it", () => {
  const cases: readonly (readonly [name: string, sources: readonly PermissionSource[], want: string])[] = [
    ["documents without principals", [HOLDER, [HOLDER]], "identity"],
    ["no statement at all", [[]], "identity"],
    ["permissions of a principal", [EFFECTIVE, EFFECTIVE], "identity"],
    ["a document that names principals", [resource(EVERYBODY)], "resource"],
    [
      "a document that excepts principals",
      [resource({ Effect: "Deny", NotPrincipal: { AWS: "111122223333" } })],
      "resource",
    ],
    ["named policies", [[{ id: "a", document: resource(EVERYBODY) }]], "resource"],
    ["principals and NotResource", [resource({ ...EVERYBODY, NotResource: "arn:aws:s3:::b" })], "resource"],
    ["principals without resources", [trust(EVERYBODY), trust(EVERYBODY)], "trust"],
    ["principals with resources in one of two", [trust(EVERYBODY), resource(EVERYBODY)], "resource"],
    ["principals beside permissions of a principal", [EFFECTIVE, trust(EVERYBODY)], "trust"],
    ["documents of both kinds", [resource(EVERYBODY), HOLDER], "mixed-policy-types"],
  ];
  for (const [name, sources, want] of cases) {
    it(`${name}: ${want}`, () => {
      const asked = policyTypeOf(sources);
      expect(asked.kind === "known" ? asked.policyType : asked.reason.code).to.equal(want);
      if (asked.kind === "mixed") expect(asked.reason.message).to.include("say with policyType what the documents are");
    });
  }
});
