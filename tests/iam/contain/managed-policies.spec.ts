import { expect } from "chai";
import { awsManagedPolicies } from "../../../ec2/aws-managed-policies";
import { bundledCatalogue, checkContainment, parsePolicyDocument, type PolicyDocument } from "../../../iam";

const POLICIES = Object.entries(awsManagedPolicies().policies).map(([name, { document }]) => {
  const result = parsePolicyDocument(document);
  if (result.kind === "invalid") throw new Error(name);
  return { name, document: result.document };
});

/** Those with the most to compare: thousands of actions, written out or by patterns. */
const LARGEST = [
  "AWS_ConfigRole",
  "ReadOnlyAccess",
  "SecurityAudit",
  "ViewOnlyAccess",
  "AWSBackupServiceRolePolicyForBackup",
];

function documentOf(name: string): PolicyDocument {
  const found = POLICIES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no policy ${name}`);
  return found.document;
}

/** Documents as AWS writes them: none of the answers may be unknown. */
describe("containment of AWS managed policies", () => {
  it("finds each within itself", () => {
    for (const { name, document } of POLICIES) {
      expect(checkContainment(document, document), name).to.deep.equal({ kind: "contained" });
    }
  });

  it("finds the largest within themselves with the catalogue too", function () {
    this.timeout(60_000);
    for (const name of LARGEST) {
      const answer = checkContainment(documentOf(name), documentOf(name), { catalogue: bundledCatalogue() });
      expect(answer, name).to.deep.equal({ kind: "contained" });
    }
  });

  it("decides all pairs of the largest, and transitively", () => {
    const within = (a: string, b: string): boolean => {
      const { kind } = checkContainment(documentOf(a), documentOf(b));
      expect(kind, `${a} in ${b}`).not.to.equal("unknown");
      return kind === "contained";
    };
    const names = [...LARGEST, "AdministratorAccess", "PowerUserAccess", "IAMReadOnlyAccess"];
    const pairs = new Map(names.map((a) => [a, new Set(names.filter((b) => within(a, b)))]));
    for (const a of names) {
      for (const b of pairs.get(a) ?? []) for (const c of pairs.get(b) ?? []) expect(pairs.get(a)).to.include(c);
      expect(pairs.get(a)).to.include("AdministratorAccess");
    }
    expect(pairs.get("PowerUserAccess")).not.to.include("ReadOnlyAccess");
  });
});
