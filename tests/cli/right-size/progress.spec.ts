import { expect } from "chai";
import { PassThrough } from "node:stream";
import { progressText, startProgress } from "../../../cli/right-size/progress";

const TOTALS = { files: 1200, bytes: 1000 };

describe("the progress of right-size", () => {
  it("says how far the reading is, and how long it takes at the pace so far", () => {
    const cases: readonly (readonly [number, number, string])[] = [
      [0, 0, "0 % | 12 of 1,200 files | 34,567 events | time left unknown"],
      [250, 3_000, "25 % | 12 of 1,200 files | 34,567 events | 9 s left"],
      [500, 125_000, "50 % | 12 of 1,200 files | 34,567 events | 2 min 5 s left"],
      [10, 60_000, "1 % | 12 of 1,200 files | 34,567 events | 1 h 39 min left"],
      [1000, 5_000, "100 % | 12 of 1,200 files | 34,567 events | 0 s left"],
    ];
    for (const [bytes, milliseconds, text] of cases) {
      expect(progressText({ files: 12, bytes, events: 34_567 }, TOTALS, milliseconds)).to.equal(text);
    }
    const empty = progressText({ files: 1, bytes: 0, events: 0 }, { files: 1, bytes: 0 }, 10);
    expect(empty).to.equal("100 % | 1 of 1 files | 0 events | time left unknown");
  });

  /** What a display writes to a stream when half is read after two seconds of its clock. */
  async function written(isTTY: boolean): Promise<string> {
    const stream = Object.assign(new PassThrough(), { isTTY, columns: 200 });
    let time = 5_000;
    const display = await startProgress(TOTALS, stream, () => time);
    time += 2_000;
    display.update({ files: 600, bytes: 500, events: 7 });
    display.stop();
    stream.end();
    return String(stream.read() ?? "");
  }

  it("stands on one line of a terminal, and is cleared at the end", async () => {
    const text = await written(true);
    expect(text).to.include("0 % | 0 of 1,200 files | 0 events | time left unknown");
    expect(text).to.include("50 % | 600 of 1,200 files | 7 events | 2 s left");
    expect(text).to.not.include("\n");
  });

  it("writes nothing where there is no terminal", async () => {
    expect(await written(false)).to.equal("");
  });
});
