import { expect } from "chai";
import { parseBinary } from "../../../iam/condition/binary";
import { parseDate } from "../../../iam/condition/date";
import { containsPrefix, parseIpPrefix } from "../../../iam/condition/ip-address";
import { compareDecimals, parseDecimal } from "../../../iam/condition/numeric";

const SECOND = 1_000_000_000n;

describe("parseDate", () => {
  const start = 1_577_836_800n * SECOND;
  const dates: Readonly<Record<string, bigint>> = {
    "2020-01-01T00:00:30Z": start + 30n * SECOND,
    "2020-01-01T23:59:59z": start + 86_399n * SECOND,
    "2020-01-01t00:00:00": start,
    "2020-01-01T05:30:00+05:30": start,
    "2020-01-01T05:59:00+05:59": start,
    "2019-12-31T18:30:00-05:30": start,
    "2020-01-01T23:00:00+2300": start,
    "2020-01-01T00:00:00.25Z": start + SECOND / 4n,
    "2020-01-01T00:00:00.123456789Z": start + 123_456_789n,
    "1577836800.5": start + SECOND / 2n,
    "1577836800.000000001": start + 1n,
    "-1.5": -SECOND - SECOND / 2n,
    "-0.5": -SECOND / 2n,
    "0": 0n,
    "1970": 0n,
    "2000-02-29": 951_782_400n * SECOND,
  };
  for (const [text, want] of Object.entries(dates)) {
    it(`reads ${text}`, () => {
      expect(parseDate(text)).to.equal(want);
    });
  }
  const wrong = [
    ...["", "x2020-01-01", "2020-01-01x", "2020-13-01", "2020-00-01", "2020-02-30", "2020-04-31", "2019-02-29"],
    ...["2020-01-01T24:00:00Z", "2020-01-01T00:60:00Z", "2020-01-01T00:00:60Z", "2020-01-01T00:00:00+24:00"],
    ...[
      "2020-01-01T00:00:00+00:60",
      "2020-01-01T00Z",
      "1577836800.",
      "1577836800.x",
      "1e9",
      "20-01-01",
      "1234567890123",
    ],
  ];
  for (const text of wrong) {
    it(`refuses \`${text}\``, () => {
      expect(parseDate(text)).to.equal(undefined);
    });
  }
});

describe("parseDecimal", () => {
  const compare = (a: string, b: string): number => {
    const [left, right] = [parseDecimal(a), parseDecimal(b)];
    if (left === undefined || right === undefined) throw new Error("no number");
    return compareDecimals(left, right);
  };
  it("compares whatever the scales", () => {
    expect(compare("1.5", "1.50")).to.equal(0);
    expect(compare("1", "1.00")).to.equal(0);
    expect(compare("1.00", "1")).to.equal(0);
    expect(compare("2", "1.999")).to.equal(1);
    expect(compare("1.999", "2")).to.equal(-1);
    expect(compare("0.05", "0.5")).to.equal(-1);
    expect(compare("-1", "1")).to.equal(-1);
    expect(compare(".5", "0.5")).to.equal(0);
    expect(compare("5.", "5")).to.equal(0);
    expect(compare("+0.1", "-0.1")).to.equal(1);
  });
  for (const text of ["", ".", "+", "-", "-.", "x1", "1x", "1.2.3", "1,5", " 1", "1e3", "9".repeat(401)]) {
    it(`refuses \`${text.slice(0, 5)}\` of ${text.length} characters`, () => {
      expect(parseDecimal(text)).to.equal(undefined);
    });
  }
  it("reads numbers of 400 characters", () => {
    expect(parseDecimal("9".repeat(400))).to.not.equal(undefined);
  });
});

describe("parseIpPrefix", () => {
  const wrong = [
    ...[
      "",
      "/8",
      "x10.0.0.1",
      "10.0.0.1x",
      "10.0.0",
      "10.0.0.0/",
      "10.0.0.0/x8",
      "10.0.0.0/8x",
      "10.0.0.0/-1",
      "1::2::3",
    ],
    ...[
      "::1::",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "1:2:3:4:5:6:7::8",
      "::/129",
      "::g",
      "g::",
      "12345::",
      "::1.2.3",
    ],
    ...["1.2.3.4::", "::1.2.3.4:5", "::1.2.3.256", `::${"0".repeat(63)}`],
  ];
  for (const text of wrong) {
    it(`refuses \`${text}\``, () => {
      expect(parseIpPrefix(text)).to.equal(undefined);
    });
  }
  it("reads the forms of an address", () => {
    expect(parseIpPrefix("1.2.3.4")).to.deep.equal({ version: 4, address: 0x01020304n, length: 32 });
    expect(parseIpPrefix("::")).to.deep.equal({ version: 6, address: 0n, length: 128 });
    expect(parseIpPrefix("1::")).to.deep.equal({ version: 6, address: 1n << 112n, length: 128 });
    expect(parseIpPrefix("1:2:3:4:5:6::8")?.address).to.equal(parseIpPrefix("1:2:3:4:5:6:0:8")?.address);
    expect(parseIpPrefix("64:ff9b::1.2.3.4/96")).to.deep.equal({
      version: 6,
      address: 0x0064ff9b000000000000000001020304n,
      length: 96,
    });
  });
  it("contains narrower blocks of the same version only", () => {
    const contains = (outer: string, inner: string): boolean => {
      const [a, b] = [parseIpPrefix(outer), parseIpPrefix(inner)];
      return a !== undefined && b !== undefined && containsPrefix(a, b);
    };
    expect(contains("10.0.0.0/8", "10.1.0.0/16")).to.equal(true);
    expect(contains("10.0.0.0/16", "10.0.0.0/8")).to.equal(false);
    expect(contains("0.0.0.0/0", "::/0")).to.equal(false);
    expect(contains("::/0", "::1")).to.equal(true);
  });
});

describe("parseBinary", () => {
  it("reads whole groups of the alphabet only", () => {
    expect(parseBinary("AQID")).to.equal("\u0001\u0002\u0003");
    expect(parseBinary("")).to.equal("");
    for (const text of ["AQI", "AQ=", "!AQI", "AQI!", "A===", "AQID="])
      expect(parseBinary(text), text).to.equal(undefined);
  });
});
