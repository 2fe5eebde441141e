import { expect } from "chai";
import fc from "fast-check";
import {
  complement,
  holdsNumber,
  intersect,
  unite,
  WHOLE_LINE,
  type Interval,
  type Intervals,
} from "../../../iam/contain/interval";
import { SEED } from "../../support/property-settings";

const PLACES = Array.from({ length: 15 }, (_, index) => BigInt(index - 7));
const end = fc.option(fc.bigInt(-5n, 5n), { nil: undefined });
const interval: fc.Arbitrary<Interval> = fc.record({ low: end, high: end });
const intervals = fc.array(interval, { maxLength: 4 });

/** Ascending, none empty, and between two of them at least one number is left out. */
function expectSeparate(result: Intervals): void {
  for (const [index, { low, high }] of result.entries()) {
    expect(low === undefined || high === undefined || low <= high, "not empty").to.equal(true);
    const next = result[index + 1];
    if (next === undefined) continue;
    expect(high !== undefined && next.low !== undefined && high + 1n < next.low, "apart").to.equal(true);
  }
}

function forAll(check: (a: Intervals, b: Intervals) => void): void {
  fc.assert(fc.property(intervals, intervals, check), { seed: SEED, numRuns: 300 });
}

describe("intervals", () => {
  it("unite to what is in one of them", () => {
    forAll((a) => {
      const all = unite(a);
      expectSeparate(all);
      for (const place of PLACES) expect(holdsNumber(all, place)).to.equal(holdsNumber(a, place));
    });
  });

  it("have a complement of what is in none of them", () => {
    forAll((a) => {
      const rest = complement(a);
      expectSeparate(rest);
      for (const place of PLACES) expect(holdsNumber(rest, place)).to.equal(!holdsNumber(a, place));
    });
  });

  it("intersect to what is in both", () => {
    forAll((a, b) => {
      const both = intersect(a, b);
      expectSeparate(both);
      for (const place of PLACES)
        expect(holdsNumber(both, place)).to.equal(holdsNumber(a, place) && holdsNumber(b, place));
    });
  });

  it("of nothing and of everything are each other's complement", () => {
    expect(complement([])).to.deep.equal(WHOLE_LINE);
    expect(complement(WHOLE_LINE)).to.deep.equal([]);
    expect(complement([{ low: 1n, high: 0n }])).to.deep.equal(WHOLE_LINE);
  });

  it("that touch become one", () => {
    const touching = [
      { low: 3n, high: 4n },
      { low: 1n, high: 2n },
    ];
    expect(unite(touching)).to.deep.equal([{ low: 1n, high: 4n }]);
  });
});
