import { expect } from "chai";
import { checkDisjointness } from "../../../iam/contain/check-disjointness";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf } from "../../support/containment";

const allowing = (...Action: readonly string[]): ReturnType<typeof documentOf> => documentOf([{ Action }]);
const OPEN = documentOf([{ Condition: { StringSounds: { "s:k": "a" } } }]);
const SYMBOL = documentOf([{ Action: "s3:a", Resource: symbolPlaceholder(0) }], {
  symbols: [{ id: "bucket", label: "", pattern: "arn:aws:s3:::b*" }],
});

describe("checkDisjointness", () => {
  it("gives a request that both sides allow, or that there is none, or why it is not known", () => {
    expect(checkDisjointness(allowing("s3:a"), allowing("s3:b"))).to.deep.equal({ kind: "disjoint" });
    const found = checkDisjointness(allowing("s3:*"), allowing("*:a"));
    expect(found.kind === "overlapping" && found.request.action).to.equal("s3:a");
    expect(found).to.not.have.property("symbols");
    const open = checkDisjointness(OPEN, allowing("s3:a"));
    expect(open.kind === "unknown" && open.reason.code).to.equal("unknown-operator");
  });

  it("gives the values of symbols with which they overlap", () => {
    const found = checkDisjointness(SYMBOL, documentOf([{ Resource: "arn:aws:s3:::bxx" }]));
    expect(found.kind === "overlapping" && [found.request.resource, found.symbols]).to.deep.equal([
      "arn:aws:s3:::bxx",
      { bucket: "arn:aws:s3:::bxx" },
    ]);
  });
});
