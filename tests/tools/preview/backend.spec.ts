import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { backendEnvironment, chooseBackend } from "../../../tools/preview/backend";
import type { Project } from "../../../tools/preview/project";

const PROJECT: Project = { name: "p", folder: "/p", file: "/p/Pulumi.yaml", configFolder: "/p" };

describe("chooseBackend", () => {
  let home: string;
  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-home-"));
  });
  afterEach(() => {
    fs.rmSync(home, { recursive: true });
  });

  it("is the local folder where the user has said nothing", () => {
    expect(chooseBackend({ HOME: home }, PROJECT, "/local")).to.deep.equal({ kind: "local", folder: "/local" });
  });

  const said: [string, NodeJS.ProcessEnv, Project][] = [
    ["PULUMI_BACKEND_URL", { PULUMI_BACKEND_URL: "s3://states" }, PROJECT],
    ["PULUMI_ACCESS_TOKEN", { PULUMI_ACCESS_TOKEN: "pul-token" }, PROJECT],
    ["the project's backend", {}, { ...PROJECT, backendUrl: "file://~" }],
  ];
  for (const [name, env, project] of said) {
    it(`is the user's own for ${name}`, () => {
      expect(chooseBackend({ HOME: home, ...env }, project, "/local")).to.deep.equal({ kind: "own" });
    });
  }

  it("is the user's own after `pulumi login`, in the home folder or PULUMI_HOME, and not after `pulumi logout`", () => {
    const folder = path.join(home, ".pulumi");
    fs.mkdirSync(folder);
    const file = path.join(folder, "credentials.json");
    fs.writeFileSync(file, JSON.stringify({ current: "https://api.pulumi.com" }));
    expect(chooseBackend({ HOME: home }, PROJECT, "/local").kind).to.equal("own");
    expect(chooseBackend({ HOME: "/nowhere", PULUMI_HOME: folder }, PROJECT, "/local").kind).to.equal("own");
    fs.writeFileSync(file, "not JSON");
    expect(chooseBackend({ HOME: home }, PROJECT, "/local").kind).to.equal("own");
    fs.writeFileSync(file, JSON.stringify({ current: "" }));
    expect(chooseBackend({ HOME: home }, PROJECT, "/local").kind).to.equal("local");
  });
});

describe("backendEnvironment", () => {
  const local = { kind: "local", folder: "/a b" } as const;

  it("leaves the user's own backend alone", () => {
    expect(backendEnvironment({ kind: "own" }, {})).to.deep.equal({});
  });

  it("names the local folder, with an empty passphrase unless there is one", () => {
    const PULUMI_BACKEND_URL = "file:///a%20b";
    expect(backendEnvironment(local, {})).to.deep.equal({ PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE: "" });
    expect(backendEnvironment(local, { PULUMI_CONFIG_PASSPHRASE: "x" })).to.deep.equal({ PULUMI_BACKEND_URL });
    expect(backendEnvironment(local, { PULUMI_CONFIG_PASSPHRASE_FILE: "f" })).to.deep.equal({ PULUMI_BACKEND_URL });
  });
});
