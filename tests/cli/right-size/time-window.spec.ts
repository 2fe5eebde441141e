import { expect } from "chai";
import { timeWindow } from "../../../cli/right-size/time-window";

describe("the window of right-size", () => {
  const LAST = "2026-03-31T18:00:00Z";
  const windows: readonly (readonly [string | undefined, string | undefined, object])[] = [
    [undefined, undefined, {}],
    ["2026-03-01", undefined, { since: "2026-03-01T00:00:00Z" }],
    ["30d", undefined, { since: "2026-03-01T18:00:00Z" }],
    [undefined, "2026-03-31", { until: "2026-04-01T00:00:00Z" }],
    ["2026-03-31", "2026-03-31", { since: "2026-03-31T00:00:00Z", until: "2026-04-01T00:00:00Z" }],
    ["1d", "2026-03-31", { since: "2026-03-31T00:00:00Z", until: "2026-04-01T00:00:00Z" }],
    ["1d", "2026-03-31T12:00:00Z", { since: "2026-03-30T12:00:00Z", until: "2026-03-31T12:00:00Z" }],
    ["2026-03-31T12:00+02:00", undefined, { since: "2026-03-31T10:00:00Z" }],
    ["2026-03-31T23:30:00-05:00", undefined, { since: "2026-04-01T04:30:00Z" }],
    ["2024-02-29", "2099-12-31", { since: "2024-02-29T00:00:00Z", until: "2100-01-01T00:00:00Z" }],
    ["999999999d", undefined, { since: "1970-01-01T00:00:00Z" }],
  ];
  for (const [since, until, want] of windows) {
    it(`from ${since ?? "the beginning"} to ${until ?? "the end"}`, () => {
      expect(timeWindow(since, until, LAST)).to.deep.equal(want);
    });
  }

  const wrong: readonly (readonly [string | undefined, string | undefined, string])[] = [
    ["2026-03-02", "2026-03-01", "--since: got 2026-03-02T00:00:00Z, which is not before the end of the window"],
    ["2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", "which is not before the end of the window"],
    [undefined, "90d", "--until: got `90d`, expected a day (2026-03-01) or a time with its zone"],
    ["2026-03-01T12:00:00", undefined, "expected a day (2026-03-01), a time with its zone (2026-03-01T12:00:00Z)"],
    ["2026-02-29", undefined, "got `2026-02-29`"],
    ["2026-02-30T00:00:00Z", undefined, "got `2026-02-30T00:00:00Z`"],
    ["2026-03-01T25:00:00Z", undefined, "got `2026-03-01T25:00:00Z`"],
    ["-5d", undefined, "got `-5d`"],
    ["", undefined, "got ``"],
    ["March", undefined, "got `March`"],
  ];
  for (const [since, until, message] of wrong) {
    it(`refuses ${since ?? "none"} to ${until ?? "none"}`, () => {
      expect(() => timeWindow(since, until, LAST)).to.throw(message);
    });
  }
});
