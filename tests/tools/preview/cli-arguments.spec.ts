import { expect } from "chai";
import { readCliArguments } from "../../../tools/preview/cli-arguments";

describe("readCliArguments", () => {
  const cases: [string, string[], string | undefined][] = [
    ["a command alone", ["preview"], "preview"],
    ["the value of a flag before the command", ["--color", "never", "preview"], "preview"],
    ["a number before the command", ["-v", "9", "up", "--yes"], "up"],
    ["a value joined to its flag", ["--color=never", "destroy"], "destroy"],
    ["the first of two words that are commands", ["stack", "rm", "up"], "stack"],
    ["an alias", ["--color", "never", "dn"], "destroy"],
    ["no command", ["--help"], undefined],
    ["the value of a flag that is known here", ["--stack", "preview", "version"], "version"],
  ];
  for (const [name, args, want] of cases) {
    it(`finds the command in ${name}`, () => {
      expect(readCliArguments(args).command).to.equal(want);
    });
  }

  it("reads folder, stack and configuration file, long and short", () => {
    expect(readCliArguments(["--color", "never", "-C", "folder", "-s", "dev", "preview"])).to.deep.equal({
      command: "preview",
      cwd: "folder",
      stack: "dev",
      configFile: false,
    });
    expect(readCliArguments(["up", "--cwd=folder", "--config-file", "file"])).to.deep.equal({
      command: "up",
      cwd: "folder",
      configFile: true,
    });
  });
});
