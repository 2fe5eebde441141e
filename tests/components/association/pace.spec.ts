import { expect } from "chai";

import { Pace } from "../../../components/association/pace";

describe("the pace of an operation", () => {
  /** The pauses of a pace until it gives up, where chance is always `random`, in milliseconds. */
  async function pauses(random: number): Promise<readonly number[]> {
    let time = 0;
    const slept: number[] = [];
    const pace = new Pace({
      now: () => time,
      random: () => random,
      sleep: (milliseconds) => {
        time += milliseconds;
        slept.push(milliseconds);
        return Promise.resolve();
      },
    });
    while (await pace.pause("propagation"));
    return slept;
  }

  it("doubles the pauses from one second up to fifteen, each shortened by chance to between half and all of it", async () => {
    expect((await pauses(0)).slice(0, 6)).to.deep.equal([500, 1000, 2000, 4000, 7500, 7500]);
    expect((await pauses(1)).slice(0, 6)).to.deep.equal([1000, 2000, 4000, 8000, 15000, 15000]);
  });

  it("ends after two minutes in all, whatever chance", async () => {
    for (const random of [0, 0.3, 1]) {
      expect((await pauses(random)).reduce((sum, pause) => sum + pause)).to.be.closeTo(120_000, 1e-6);
    }
  });
});
