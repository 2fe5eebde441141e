import { expect } from "chai";
import { PulumiProject, type CliResult } from "../support/pulumi-project";

const FIXTURES = "tests/e2e/fixtures/language-host";

/** What the fixture pack reported of its surroundings: the JSON text in the message of each policy event. */
function reports(result: CliResult): unknown[] {
  return result.events.flatMap(({ policyEvent }) => {
    const json = /\{.*\}/.exec(policyEvent?.message ?? "")?.[0];
    return json === undefined ? [] : [JSON.parse(json) as unknown];
  });
}

describe("the language host, under the real CLI", () => {
  let project: PulumiProject | undefined;
  const open = async (pack: string | undefined, config = {}): Promise<PulumiProject> => {
    const policyPacks = pack === undefined ? [] : [`${FIXTURES}/${pack}`];
    project = await PulumiProject.create({ folder: `${FIXTURES}/program`, policyPacks, config });
    return project;
  };
  afterEach(async () => {
    await project?.dispose();
    project = undefined;
  });

  it("previews, updates and destroys, and tells the pack its stack, configuration and that it is a preview", async () => {
    const opened = await open("pack");
    const seen = {
      organization: "organization",
      project: "language-host-fixture",
      stack: "dev",
      greeting: "hello",
      argument: "hello",
    };
    const preview = await opened.preview();
    expect(preview.exitCode, preview.stdout + preview.stderr).to.equal(0);
    expect(reports(preview)).to.deep.equal([{ dryRun: true, ...seen }]);
    const up = await opened.up();
    expect(up.exitCode, up.stdout + up.stderr).to.equal(0);
    expect(reports(up)).to.deep.equal([{ dryRun: false, ...seen }]);
    expect(await opened.outputs()).to.deep.equal({ dryRun: false, greeting: "hello" });
    expect((await opened.stackExport()).deployment.resources).to.have.length(2);
    const destroy = await opened.destroy();
    expect(destroy.exitCode, destroy.stdout + destroy.stderr).to.equal(0);
  });

  it("runs a program in TypeScript", async () => {
    project = await PulumiProject.create({ folder: `${FIXTURES}/program`, compile: false });
    const preview = await project.preview();
    expect(preview.exitCode, preview.stdout + preview.stderr).to.equal(0);
  });

  it("shows an exception in the program once, as the SDK reports it", async () => {
    const preview = await (await open(undefined, { "language-host-fixture:failure": "exception" })).preview();
    expect(preview.exitCode).to.not.equal(0);
    expect(preview.stdout).to.contain("the fixture was told to fail").and.not.contain("the program exited");
  });

  it("reports a program that ends with another exit code", async () => {
    const preview = await (await open(undefined, { "language-host-fixture:failure": "exit" })).preview();
    expect(preview.exitCode).to.not.equal(0);
    expect(preview.stdout + preview.stderr).to.contain("the program exited with exit code 3");
  });

  it("gives up when the pack dies at boot, with the pack's own words", async () => {
    const preview = await (await open("dying-pack")).preview();
    expect(preview.exitCode).to.not.equal(0);
    expect(preview.stdout + preview.stderr)
      .to.contain("the fixture pack dies at boot")
      .and.contain("before it served");
  });

  it("gives up when the pack ends without an error and without a server", async () => {
    const preview = await (await open("silent-pack")).preview();
    expect(preview.exitCode).to.not.equal(0);
    expect(preview.stdout + preview.stderr).to.contain("does its entry point make a `new PolicyPack(…)`?");
  });

  it("gives up when the pack prints something in place of its port", async () => {
    const preview = await (await open("noisy-pack")).preview();
    expect(preview.exitCode).to.not.equal(0);
    expect(preview.stdout + preview.stderr).to.contain("printed `hello from the pack`");
  });
});
