import { expect } from "chai";
import { preferredTexts } from "../../../iam/contain/preferred-texts";
import type { PolicyDocument } from "../../../iam/document/policy-document";
import { documentOf, readGoalOf } from "../../support/containment";

const textsOf = (dimension: string, ...documents: readonly PolicyDocument[]): readonly string[] =>
  preferredTexts(readGoalOf(documents, undefined, "resource"))
    .filter(([one]) => one === dimension)
    .map(([, text]) => text);
/** Accounts of AWS's examples: a stranger's is one that no policy names. */
const EXAMPLES = ["111122223333", "444455556666", "777788889999"];
const callersIn = (account: string): readonly string[] =>
  ["role/example", "user/example", "root"].map((name) => `arn:aws:iam::${account}:${name}`);

describe("texts that read well in a request", () => {
  it("are callers in the accounts that the policies name, and then in others", () => {
    const [named, excepted] = ["Principal", "NotPrincipal"].map((element, index) => {
      const AWS = [`arn:aws:iam::${index}44455556666:role/r`, `${index}44455556666`, "*"];
      return documentOf([{ Effect: "Deny", [element]: { AWS } }], { policyType: "resource" });
    });
    const accounts = ["044455556666", "144455556666", ...EXAMPLES];
    expect(textsOf("principal", named!, excepted!)).to.deep.equal(accounts.flatMap(callersIn));
    expect(textsOf("principal", documentOf([{}]))).to.deep.equal(EXAMPLES.flatMap(callersIn));
  });

  it("are no resource, or a role where all documents are trust policies", () => {
    const trust = documentOf([{ Principal: "*" }], { policyType: "trust" });
    const resource = documentOf([{ Principal: "*" }], { policyType: "resource" });
    const outside = documentOf([{ Principal: "*", NotResource: "arn:aws:s3:::b" }], { policyType: "resource" });
    expect(textsOf("resource", trust)).to.deep.equal(["arn:aws:iam::111122223333:role/example"]);
    expect(textsOf("resource", trust, resource)).to.deep.equal(["*"]);
    expect(textsOf("resource", outside)).to.deep.equal(["*"]);
  });
});
