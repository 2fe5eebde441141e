import { expect } from "chai";
import { bundledCatalogue, checkContainment, parsePolicyDocument, type PolicyDocument } from "../../../iam";
import { isMultiValuedKey } from "../../../iam/data/multi-valued-keys";

function documentOf(Condition: object): PolicyDocument {
  const Statement = { Effect: "Allow", Action: "kms:CreateGrant", Resource: "*", Condition };
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

describe("keys with several values", () => {
  it("are those of AWS's tables", function () {
    this.timeout(0);
    const catalogue = bundledCatalogue();
    const keys = [...catalogue.services(), "aws"].flatMap((service) => catalogue.conditionKeys(service));
    const named = (key: string): string => key.replace(/\$\{\w+\}/g, "name").toLowerCase();
    const several = new Set(keys.filter(({ multiValued }) => multiValued).map(({ key }) => named(key)));
    expect(several.size).to.be.greaterThan(200);
    for (const { key } of keys.filter((one) => !one.key.includes("}/")))
      expect(isMultiValuedKey(named(key)), key).to.equal(several.has(named(key)));
  });

  it("may have another value beside the one that a policy asks for, without a set operator too", () => {
    const inner = documentOf({ StringEquals: { "kms:GrantOperations": "Encrypt" } });
    const outer = documentOf({ StringNotEquals: { "kms:GrantOperations": "Decrypt" } });
    const answer = checkContainment(inner, outer);
    const context = answer.kind === "notContained" ? answer.counterexample.context : {};
    expect(context["kms:GrantOperations"]).to.have.members(["Encrypt", "Decrypt"]);
  });
});
