import { expect } from "chai";
import { nodeProblem } from "../../cli/node-version";
import { createProgram } from "../../cli/program";
import { packageVersion } from "../../report/package-version";
import { runCli } from "./run-cli";

describe("the command line", () => {
  it("says its version", () => {
    expect(createProgram().version()).to.equal(packageVersion());
  });

  it("says in the help of every command how it ends, and names no default that is empty", () => {
    for (const command of createProgram().commands) {
      let help = "";
      command.configureOutput({ writeOut: (text) => (help += text) });
      command.outputHelp();
      expect(help, command.name()).to.match(/^Exit code: 0 \w.*, 1 \w.*, 2 wrong usage or input\.$/m);
      expect(help, command.name()).to.not.include("default: []");
    }
  });

  it("names an older Node.js than it runs on", () => {
    expect(nodeProblem("20.20.2")).to.equal("it needs Node.js 22 or later, and this is 20.20.2: update Node.js");
    expect(nodeProblem("22.0.0")).to.equal(undefined);
    expect(nodeProblem(process.versions.node)).to.equal(undefined);
  });

  it("reads standard input once", () => {
    const policy = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } };
    const run = runCli(["check-no-new-access", "--existing", "-", "--new", "-"], { stdin: JSON.stringify(policy) });
    expect(run.exitCode).to.equal(2);
    expect(run.stderr).to.equal("ec2-identity: -: standard input was read already: give a file for one of the two\n");
  });
});
