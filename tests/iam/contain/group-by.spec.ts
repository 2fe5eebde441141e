import { expect } from "chai";
import { groupBy } from "../../../iam/contain/group-by";

describe("groupBy", () => {
  it("keeps groups in the order in which their keys first appear, and items in theirs", () => {
    const groups = groupBy(["b1", "a1", "b2", "c1", "a2"], (item) => item.charAt(0));
    expect([...groups]).to.deep.equal([
      ["b", ["b1", "b2"]],
      ["a", ["a1", "a2"]],
      ["c", ["c1"]],
    ]);
  });

  it("has no group of nothing", () => {
    expect([...groupBy([], String)]).to.deep.equal([]);
  });
});
