import * as fs from "node:fs";
import * as path from "node:path";
import { expect } from "chai";
import { makeAtomically } from "../../../tools/pulumi-cli/work-folder";
import { Sandbox } from "./sandbox";

describe("makeAtomically", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => {
    sandbox.remove();
  });
  const target = (): string => path.join(sandbox.cliFolder, "made");

  it("shows the folder only when it is whole", async () => {
    const made = await makeAtomically(sandbox.cliFolder, "made", (work) => {
      fs.writeFileSync(path.join(work, "file"), "text");
      expect(fs.existsSync(target())).to.equal(false);
      return Promise.resolve(true);
    });
    expect(made).to.equal(true);
    expect(fs.readdirSync(target())).to.deep.equal(["file"]);
    expect(sandbox.kept()).to.deep.equal(["made"]);
  });

  it("leaves nothing if the work fails or throws", async () => {
    expect(await makeAtomically(sandbox.cliFolder, "made", () => Promise.resolve(false))).to.equal(false);
    const thrown = await makeAtomically(sandbox.cliFolder, "made", () => Promise.reject(new Error("broken"))).catch(
      (error: unknown) => (error as Error).message,
    );
    expect(thrown).to.equal("broken");
    expect(sandbox.kept()).to.deep.equal([]);
  });

  it("keeps the first result if two finish", async () => {
    const made = await makeAtomically(sandbox.cliFolder, "made", async (work) => {
      fs.writeFileSync(path.join(work, "slow"), "");
      return makeAtomically(sandbox.cliFolder, "made", (rival) => {
        fs.writeFileSync(path.join(rival, "fast"), "");
        return Promise.resolve(true);
      });
    });
    expect(made).to.equal(true);
    expect(fs.readdirSync(target())).to.deep.equal(["fast"]);
    expect(sandbox.kept()).to.deep.equal(["made"]);
  });
});
