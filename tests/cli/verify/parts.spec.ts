import { expect } from "chai";

import { notRead } from "../../../cli/verify/check";
import { verifyParts } from "../../../cli/verify/parts";

describe("the progress of ec2-identity verify", () => {
  const part = (what: string) => ({
    what,
    verify: () => [{ ...notRead("instance-exists", "because"), subject: what }],
  });
  const failing = { what: "b", verify: () => Promise.reject(new Error("no")) };

  /** What a terminal shows of it. */
  async function shown(parts: Parameters<typeof verifyParts>[0], isTTY: boolean): Promise<readonly string[]> {
    const lines: string[] = [];
    await verifyParts(parts, { isTTY, write: (text) => lines.push(text) }).catch(() => undefined);
    return lines.map((line) => line.replace("\r\u001b[K", ""));
  }

  it("names what is read, and is cleared at the end, after an error too", async () => {
    expect(await shown([part("a"), part("b")], true)).to.deep.equal(["reading a (1 of 2)", "reading b (2 of 2)", ""]);
    expect(await shown([part("a"), failing], true)).to.deep.equal(["reading a (1 of 2)", "reading b (2 of 2)", ""]);
  });

  it("is not shown where there is no terminal", async () => {
    expect(await shown([part("a")], false)).to.deep.equal([]);
  });

  it("returns the checks of all parts", async () => {
    const checks = await verifyParts([part("a"), part("b")], { write: () => undefined });
    expect(checks.map(({ subject }) => subject)).to.deep.equal(["a", "b"]);
  });
});
