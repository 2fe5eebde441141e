import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { motoPython } from "../../support/moto-environment";
import { failure } from "./support/provider-client";

/** A `python3` that makes an environment whose own python does what the script says. */
function fakePython(folder: string, pip: string): string {
  const inner = `#!/bin/sh\n${pip}\n`;
  const outer = `#!/bin/sh\nmkdir -p "$3/bin" && cp "${join(folder, "inner")}" "$3/bin/python"\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "inner"), inner);
  writeFileSync(join(folder, "python3"), outer);
  for (const file of ["inner", "python3"]) chmodSync(join(folder, file), 0o755);
  return folder;
}

describe("offline-aws: the virtual environment of moto", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "moto-environment-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("says what is missing without python3", async () => {
    const message = await failure(motoPython({ folder, path: join(folder, "nothing") }));
    expect(message).to.contain("cannot make a virtual environment").and.contain("need python3");
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it("leaves nothing behind that is trusted if pip fails", async () => {
    const bin = fakePython(join(folder, "bin"), 'echo "no matching distribution" >&2; exit 1');
    const environments = join(folder, "environments");
    const message = await failure(motoPython({ folder: environments, path: `${bin}:/usr/bin:/bin` }));
    expect(message).to.contain("cannot install moto").and.contain("no matching distribution");
    expect(readdirSync(environments)).to.deep.equal([]);
  });

  it("makes the environment once, two at a time too", async () => {
    const bin = fakePython(join(folder, "bin"), `echo made >> "${join(folder, "log")}"`);
    const environments = join(folder, "environments");
    const options = { folder: environments, path: `${bin}:/usr/bin:/bin` };
    const [first, second] = await Promise.all([motoPython(options), motoPython(options)]);
    expect(second).to.equal(first);
    expect(existsSync(first)).to.equal(true);
    expect(readdirSync(environments)).to.have.length(1);
    rmSync(join(folder, "log"));
    expect(await motoPython(options)).to.equal(first);
    expect(existsSync(join(folder, "log"))).to.equal(false);
  });
});
