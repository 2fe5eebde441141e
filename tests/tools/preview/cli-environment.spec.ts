import * as path from "node:path";
import { expect } from "chai";
import { cliEnvironment } from "../../../tools/preview/cli-environment";

const CLI = { path: "/opt/pulumi/bin/pulumi", version: "3.265.0", hasLanguageHost: true };

describe("the CLI's environment", () => {
  it("finds the CLI first, and the offline provider before it only offline", () => {
    const [first] = (cliEnvironment({ PATH: "/usr/bin" }, CLI, false)["PATH"] ?? "").split(path.delimiter);
    expect(first).to.equal("/opt/pulumi/bin");
    const offline = (cliEnvironment({ PATH: "/usr/bin" }, CLI, true)["PATH"] ?? "").split(path.delimiter);
    expect(offline[0]).to.match(/offline-aws.bin$/);
    expect(offline[1]).to.equal("/opt/pulumi/bin");
  });

  it("leaves what the user set as it is", () => {
    const own = { NODE_COMPILE_CACHE: "/tmp/own", PULUMI_NODEJS_TRANSPILE_ONLY: "false" };
    expect(cliEnvironment(own, CLI, true)).to.include(own);
  });
});
