import { expect } from "chai";
import { checkContainment } from "../../../iam/contain/check-containment";
import type { Containment } from "../../../iam/contain/containment";
import type { PolicyDocument } from "../../../iam/document/policy-document";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf } from "../../support/containment";

type Difference = Containment & { readonly kind: "notContained" };

function differenceOf(...question: Parameters<typeof checkContainment>): Difference {
  const found = checkContainment(...question);
  if (found.kind !== "notContained") throw new Error(JSON.stringify(found));
  return found;
}

describe("what a counterexample comes with", () => {
  const named = (id: string, document: PolicyDocument): { id: string; document: PolicyDocument }[] => [
    { id, document },
  ];
  const inner = named("new", documentOf([{ Action: "sqs:*" }, { Sid: "Get", Action: "s3:GetObject" }]));

  it("is the statement that allows it, and that no statement of the other side does", () => {
    const found = differenceOf(inner, named("old", documentOf([{ Action: "sqs:*" }])));
    expect(found.allowedBy).to.deep.equal([
      { policyId: "new", statementIndex: 1, sid: "Get", pointer: "/Statement/1" },
    ]);
    expect(found.notAllowedBecause).to.equal("noStatementAllows");
    expect(found).to.not.have.property("symbols");
  });

  it("is the statement of the other side that denies it", () => {
    const found = differenceOf(inner, named("old", documentOf([{}, { Effect: "Deny", Action: "s3:*" }])));
    expect(found.notAllowedBecause).to.deep.equal([{ policyId: "old", statementIndex: 1, pointer: "/Statement/1" }]);
  });

  it("is the value of each symbol", () => {
    const symbols = [{ id: "bucket", label: "", pattern: "arn:aws:s3:::b*" }];
    const outer = documentOf([{ Resource: symbolPlaceholder(0) }], { symbols });
    const found = differenceOf(documentOf([{ Resource: "arn:aws:s3:::b*" }]), outer);
    expect(found.symbols?.["bucket"]).to.match(/^arn:aws:s3:::b/);
    expect(found.counterexample.resource).to.not.equal(found.symbols?.["bucket"]);
  });
});

describe("why containment is not known", () => {
  const reasonOf = (...question: Parameters<typeof checkContainment>): object => {
    const found = checkContainment(...question);
    return found.kind === "unknown" ? found.reason : { code: found.kind };
  };

  it("names the operator that nobody knows", () => {
    const asking = (operator: string): PolicyDocument => documentOf([{ Condition: { [operator]: { "s:k": "a" } } }]);
    expect(reasonOf(asking("StringSounds"), asking("StringTastes"))).to.deep.include({ code: "unknown-operator" });
  });

  /** Buckets whose names do not have eleven letters. */
  const others = documentOf([
    {
      Resource: Array.from(
        { length: 13 },
        (_, length) => `arn:aws:s3:::${"?".repeat(length)}${length < 12 ? "" : "*"}`,
      ).filter((_, length) => length !== 11),
    },
  ]);

  it("names the symbol of whose values none that is tried shows a difference", () => {
    const symbols = [{ id: "urn#name", label: "name of bucket photos" }];
    const inner = documentOf([{ Resource: `arn:aws:s3:::${symbolPlaceholder(0)}` }], { symbols });
    expect(reasonOf(inner, others)).to.deep.equal({
      code: "symbol",
      message: "the answer depends on the value of `name of bucket photos`",
      symbol: "urn#name",
    });
  });

  it("says that it hangs on a variable where no symbol is in the documents", () => {
    expect(reasonOf(documentOf([{ Resource: "arn:aws:s3:::${s:A}" }]), others)).to.deep.equal({
      code: "policy-variable",
      message: "the answer depends on the value of a policy variable, or on what AWS does not document",
    });
  });
});
