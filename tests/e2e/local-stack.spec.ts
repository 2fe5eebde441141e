import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { cliEnvironment } from "../../tools/preview/cli-environment";
import { copyStackConfiguration, ensureLocalStack } from "../../tools/preview/local-stack";
import { readProject } from "../../tools/preview/project";
import { runInGroup } from "../../tools/pulumi-cli/run-in-group";
import { testCli } from "../support/pulumi-project";

describe("the stack in the local backend", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "local-stack-"));
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: p\nruntime: nodejs\n");
    fs.writeFileSync(path.join(folder, "Pulumi.dev.yaml"), "config:\n  p:a: one\n");
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("is made once by several at once, and each then has its salt and its configuration", async () => {
    const cli = await testCli();
    const backend = path.join(folder, "state");
    const env = {
      ...cliEnvironment(process.env, cli, true),
      PULUMI_BACKEND_URL: pathToFileURL(backend).href,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_HOME: path.join(folder, "home"),
    };
    const local = { project: readProject(folder), stack: "dev", folder: backend };
    const copies = await Promise.all(
      [1, 2, 3].map(async () => {
        await ensureLocalStack(local, { cli: cli.path, env });
        return fs.readFileSync(copyStackConfiguration(local), "utf8");
      }),
    );
    for (const copy of copies) expect(copy).to.match(/^config:\n {2}p:a: one\nencryptionsalt: v1:\S+\n$/);
    expect(fs.readFileSync(path.join(folder, "Pulumi.dev.yaml"), "utf8")).to.equal("config:\n  p:a: one\n");
    expect(fs.readdirSync(backend).sort()).to.deep.equal([".pulumi", "config"]);
    const listed = await runInGroup({ command: cli.path, args: ["stack", "ls", "--json"], cwd: folder, env });
    const stacks = JSON.parse(listed.stdout) as { name: string }[];
    expect(stacks.map(({ name }) => name)).to.deep.equal(["dev"]);
  });
});
