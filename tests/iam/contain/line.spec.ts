import { expect } from "chai";
import fc from "fast-check";
import { parseDate } from "../../../iam/condition/date";
import { parseIpPrefix } from "../../../iam/condition/ip-address";
import { holdsNumber } from "../../../iam/contain/interval";
import { decimalsOf, Line, type LineFamily } from "../../../iam/contain/line";
import type { OperatorTraits } from "../../../iam/condition/operator";
import { SEED } from "../../support/property-settings";

const settings = { seed: SEED, numRuns: 300 };

/** A number in units of the ninth digit after the point. */
type Exact = bigint;
const POINT = 10n ** 9n;

function textOf(exact: Exact): string {
  const absolute = exact < 0n ? -exact : exact;
  const fraction = String(absolute % POINT)
    .padStart(9, "0")
    .replace(/0+$/, "");
  return `${exact < 0n ? "-" : ""}${absolute / POINT}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Numbers with at most two digits after the point, and others near to them. */
const policyNumber = fc.bigInt(-400n, 400n).map((digits) => (digits * POINT) / 100n);
const offset = fc.tuple(fc.bigInt(-20n, 20n), fc.nat(8)).map(([steps, zeros]) => steps * 10n ** BigInt(zeros));

const COMPARED: readonly (readonly [OperatorTraits["comparison"], (request: bigint, policy: bigint) => boolean])[] = [
  ["equals", (request, policy) => request === policy],
  ["less", (request, policy) => request < policy],
  ["lessOrEqual", (request, policy) => request <= policy],
  ["greater", (request, policy) => request > policy],
  ["greaterOrEqual", (request, policy) => request >= policy],
];

describe("the line of numbers", () => {
  it("compares every number of a request with those of the policies as the numbers compare", () => {
    fc.assert(
      fc.property(policyNumber, offset, (policy, more) => {
        const line = new Line("numeric", 2);
        const request = policy + more;
        const value = line.valueOf(textOf(request));
        for (const [comparison, compare] of COMPARED) {
          const interval = line.read(textOf(policy), comparison);
          expect(holdsNumber([interval!], value!), `${textOf(request)} ${comparison} ${textOf(policy)}`).to.equal(
            compare(request, policy),
          );
        }
      }),
      settings,
    );
  });

  it("has room between any two numbers of the policies, and for each number one text", () => {
    const line = new Line("numeric", 1);
    const [one, next] = [line.valueOf("0.1")!, line.valueOf("0.2")!];
    expect(next - one > 1n).to.equal(true);
    expect(["-0.1", "0", "10", "100", "0.5", "12.25"].map((text) => line.write(line.valueOf(text)!))).to.deep.equal([
      "-0.1",
      "0",
      "10",
      "100",
      "0.5",
      "12.25",
    ]);
    fc.assert(
      fc.property(fc.bigInt(-3000n, 3000n), (place) => {
        expect(line.valueOf(line.write(place))).to.equal(place);
      }),
      settings,
    );
  });

  it("knows no value of a text that is no number", () => {
    expect(new Line("numeric", 0).valueOf("x")).to.equal(undefined);
    expect(new Line("numeric", 0).read("x", "less")).to.equal(undefined);
    expect(decimalsOf(["1", "2.5", "x", "0.125"])).to.equal(3);
    expect(decimalsOf([])).to.equal(0);
  });
});

describe("the line of dates", () => {
  const line = new Line("date", 0);

  it("writes each moment so that it is read as the same", () => {
    const [{ low, high }] = line.universe as [{ low: bigint; high: bigint }];
    fc.assert(
      fc.property(fc.bigInt(low, high), fc.constantFrom(1n, 10n ** 9n, 10n ** 6n, 10n ** 3n), (moment, unit) => {
        const rounded = (moment / unit) * unit;
        const text = line.write(rounded);
        expect(text).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d*[1-9])?Z$/);
        expect(parseDate(text)).to.equal(rounded);
        expect(line.valueOf(text)).to.equal(rounded);
      }),
      settings,
    );
  });

  it("goes from the year 0 to the year 9999", () => {
    const [{ low, high }] = line.universe as [{ low: bigint; high: bigint }];
    expect(line.write(low)).to.equal("0000-01-01T00:00:00Z");
    expect(line.write(high)).to.equal("9999-12-31T23:59:59.999999999Z");
    expect(line.valueOf("soon")).to.equal(undefined);
  });
});

describe("the line of addresses", () => {
  const line = new Line("ipAddress", 0);

  it("writes each address so that it is read as the same", () => {
    const group = fc.oneof(fc.constant(0n), fc.constant(0n), fc.bigInt(0n, 0xffffn));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), fc.bigInt(0n, 2n ** 32n - 1n), (groups, v4) => {
        const v6 = groups.reduce((all, one) => (all << 16n) + one, 0n);
        const place = line.universe[1]!.low! + v6;
        const text = line.write(place);
        expect(parseIpPrefix(text)).to.deep.include({ version: 6, address: v6 });
        expect(line.valueOf(text)).to.equal(place);
        expect(line.valueOf(line.write(v4))).to.equal(v4);
      }),
      settings,
    );
  });

  it("shortens the longest run of zeros", () => {
    const written = (text: string): string => line.write(line.valueOf(text)!);
    expect(
      ["0:0:0:0:0:0:0:0", "0:0:0:0:0:0:0:1", "1:0:0:0:0:0:0:0", "1:0:0:2:0:0:0:3", "1:2:3:4:5:6:7:0"].map(written),
    ).to.deep.equal(["::", "::1", "1::", "1:0:0:2::3", "1:2:3:4:5:6:7:0"]);
  });

  it("reads a prefix as the addresses in it, and no single value of a request", () => {
    expect(line.read("10.1.2.3/8", "equals")).to.deep.equal({ low: 10n << 24n, high: (11n << 24n) - 1n });
    expect(line.valueOf("10.0.0.0/8")).to.equal(undefined);
    expect(line.valueOf("10.0.0.1/32")).to.equal((10n << 24n) + 1n);
    expect(line.read("ten", "equals")).to.equal(undefined);
  });

  it("keeps the families apart", () => {
    const all: readonly LineFamily[] = ["numeric", "date", "ipAddress"];
    expect(all.map((family) => new Line(family, 0).universe.length)).to.deep.equal([1, 1, 2]);
    expect(new Line("numeric", 0).universe).to.deep.equal([{ low: undefined, high: undefined }]);
    const [v4, v6] = line.universe;
    expect([v4!.low, v4!.high]).to.deep.equal([0n, 2n ** 32n - 1n]);
    expect(v6!.high! - v6!.low!).to.equal(2n ** 128n - 1n);
    expect(v6!.low! > v4!.high! + 1n).to.equal(true);
  });
});
