import { expect } from "chai";
import { SetCache } from "../../../iam/contain/set-cache";
import { textSet } from "../../../iam/contain/value-set";

describe("SetCache", () => {
  it("reads a text once, and apart for each way of reading it", () => {
    const sets = new SetCache();
    const read = (): ReturnType<typeof textSet> => textSet([]);
    const first = sets.of("resource", "a*", read);
    expect(sets.of("resource", "a*", read)).to.equal(first);
    expect(sets.of("like", "a*", read)).to.not.equal(first);
    expect(sets.of("resource", "a", read)).to.not.equal(first);
  });

  it("reads a text with a variable or symbol each time", () => {
    const sets = new SetCache();
    const read = (): ReturnType<typeof textSet> => textSet([]);
    expect(sets.of("resource", "${aws:username}", read)).to.not.equal(sets.of("resource", "${aws:username}", read));
  });

  it("keeps so many texts and not more, whatever is asked", () => {
    const isReadAgain = (others: number): boolean => {
      const sets = new SetCache(10);
      let reads = 0;
      const read = (): ReturnType<typeof textSet> => {
        reads++;
        return textSet([]);
      };
      sets.of("resource", "first", read);
      for (let index = 0; index < others; index++) sets.of("resource", `${others} ${index}`, () => textSet([]));
      sets.of("resource", "first", read);
      return reads === 2;
    };
    expect(isReadAgain(9)).to.equal(false);
    expect(isReadAgain(10)).to.equal(true);
  });
});
