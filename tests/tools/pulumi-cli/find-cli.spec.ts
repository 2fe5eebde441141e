import * as fs from "node:fs";
import * as path from "node:path";
import { expect } from "chai";
import { findPulumiCli } from "../../../tools/pulumi-cli/find-cli";
import { UserError } from "../../../tools/user-error";
import { Sandbox } from "./sandbox";

/** The message of the UserError that the promise is rejected with. */
async function userError(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(UserError);
    return (error as UserError).message;
  }
  throw new Error("a UserError was expected");
}

describe("findPulumiCli", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => {
    sandbox.remove();
  });

  describe("PULUMI_CLI", () => {
    it("comes before the PATH", async () => {
      sandbox.script("pulumi", "echo v3.220.0");
      sandbox.script("pulumi-language-nodejs");
      const file = sandbox.scriptIn(path.join(sandbox.folder, "mine"), "pulumi", "echo v3.201.0");
      const cli = await findPulumiCli(sandbox.search({ PULUMI_CLI: file }));
      expect(cli).to.deep.equal({ path: file, version: "3.201.0", hasLanguageHost: true });
    });

    it("is used without a language host of its own", async () => {
      const file = sandbox.script("pulumi", "echo v3.201.0");
      const cli = await findPulumiCli(sandbox.search({ PULUMI_CLI: file }));
      expect(cli.hasLanguageHost).to.equal(false);
    });

    const wrong: [string, string[] | undefined, string][] = [
      ["does not exist", undefined, "which is no executable file"],
      [
        "does not answer a version",
        ["echo hello"],
        "`pulumi version` answered `hello` with exit code 0, not a version",
      ],
      ["fails", ["echo broken >&2; exit 7"], "`pulumi version` answered `broken` with exit code 7"],
      ["is too old", ["echo v3.199.9"], "it is version 3.199.9, and 3.200.0 or later is needed"],
    ];
    for (const [name, lines, message] of wrong) {
      it(`is an error if it ${name}, and no other CLI is tried`, async () => {
        sandbox.script("pulumi-language-nodejs");
        sandbox.script("pulumi", "echo v3.220.0");
        const file = path.join(sandbox.folder, "mine", "pulumi");
        if (lines !== undefined) sandbox.scriptIn(path.dirname(file), "pulumi", ...lines);
        const error = await userError(findPulumiCli(sandbox.search({ PULUMI_CLI: file })));
        expect(error).to.contain(`PULUMI_CLI names \`${file}\``).and.contain(message).and.contain("or unset it");
      });
    }
  });

  describe("the PATH", () => {
    it("gives a CLI with a language host beside it", async () => {
      const file = sandbox.script("pulumi", "echo v3.200.0");
      sandbox.script("pulumi-language-nodejs");
      const cli = await findPulumiCli(sandbox.search());
      expect(cli).to.deep.equal({ path: file, version: "3.200.0", hasLanguageHost: true });
    });

    it("gives a CLI that is a link to one with a language host beside it", async () => {
      const home = path.join(sandbox.folder, "opt");
      sandbox.scriptIn(home, "pulumi", "echo v3.200.0");
      sandbox.scriptIn(home, "pulumi-language-nodejs");
      fs.symlinkSync(path.join(home, "pulumi"), path.join(sandbox.bin, "pulumi"));
      expect((await findPulumiCli(sandbox.search())).path).to.equal(path.join(sandbox.bin, "pulumi"));
    });

    const unusable: [string, (sandbox: Sandbox) => NodeJS.ProcessEnv, string][] = [
      ["nothing", () => ({}), "PATH: no `pulumi` on it"],
      [
        "a CLI without a language host",
        (box) => {
          box.script("pulumi", "echo v3.230.0");
          return {};
        },
        "has no `pulumi-language-nodejs` beside it",
      ],
      [
        "an old CLI",
        (box) => {
          box.script("pulumi", "echo v3.100.0");
          box.script("pulumi-language-nodejs");
          return {};
        },
        "it is version 3.100.0, and 3.200.0 or later is needed",
      ],
      [
        "the launcher of an npm package",
        (box) => {
          const bin = path.join(box.folder, "node_modules", ".bin");
          box.scriptIn(bin, "pulumi", "echo v3.230.0");
          box.scriptIn(bin, "pulumi-language-nodejs");
          return { PATH: `${bin}${path.delimiter}${box.bin}` };
        },
        "PATH: no `pulumi` on it",
      ],
    ];
    for (const [name, prepare, message] of unusable) {
      it(`does not give ${name}`, async () => {
        sandbox.script("npm", "echo 'pulumi: fetch failed' >&2; exit 1");
        const env = prepare(sandbox);
        expect(await userError(findPulumiCli(sandbox.search(env)))).to.contain(message);
      });
    }
  });

  it("says each way, why it failed and how to mend it, if there is none", async () => {
    sandbox.script("npm", "echo 'pulumi: fetch failed' >&2; exit 1");
    sandbox.script("go", "echo 'module lookup disabled by GOPROXY=off' >&2; exit 1");
    const lines = (await userError(findPulumiCli(sandbox.search()))).split("\n");
    expect(lines[0]).to.equal("there is no Pulumi CLI, and no way to get one works:");
    expect(lines[1]).to.match(/^ {2}- PULUMI_CLI: not set; to mend it, set it/);
    expect(lines[2]).to.match(/^ {2}- PATH: no `pulumi` on it; to mend it, install Pulumi 3.200.0/);
    expect(lines[3]).to.match(/^ {2}- npm launcher: pulumi: fetch failed; to mend it, allow access/);
    expect(lines[4]).to.equal("  - Go build: `go build` failed:");
    expect(lines[5]).to.match(/^ {4}module lookup disabled by GOPROXY=off; to mend it, install Go .* GOPROXY/);
    expect(lines).to.have.length(6);
  });
});
