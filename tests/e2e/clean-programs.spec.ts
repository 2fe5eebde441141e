import { expect } from "chai";
import { copyFileSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { BUILT_PACK, PolicyServer, type Diagnostic } from "../support/policy-server";
import { urnOf, type TestResource } from "../support/policy-run";
import { expectSuccess, policyEvents, withProject } from "./support";

const FOLDER = join(__dirname, "clean");
const RECOMMENDED = join(BUILT_PACK, "presets", "recommended.json");
/** Those that are previewed with the CLI as well: of one, a value is not known. */
const PREVIEWED = ["queues-secrets-and-keys-from-ids", "functions-beside-instances", "get-pics-by-hand"];

/** A well-written program as the engine shows it to a pack at first preview. */
interface CleanProgram {
  readonly resources: readonly TestResource[];
  /** `policy resource` of each finding that says that something is not known at preview. */
  readonly notVerified: readonly string[];
}

type Preset = Readonly<
  Record<string, { readonly enforcementLevel: Diagnostic["level"] } & Readonly<Record<string, unknown>>>
>;

describe("well-written programs under the preset recommended", () => {
  let server: PolicyServer;
  before(async () => {
    server = await PolicyServer.start(BUILT_PACK);
    const preset = JSON.parse(readFileSync(RECOMMENDED, "utf8")) as Preset;
    const config = Object.entries(preset).map(([name, { enforcementLevel, ...properties }]) => [
      name,
      { level: enforcementLevel, properties },
    ]);
    await server.configure(Object.fromEntries(config) as Parameters<PolicyServer["configure"]>[0]);
  });
  after(() => server.stop());

  const files = readdirSync(FOLDER).sort();
  it("are at least twenty", () => {
    expect(files).to.have.length.greaterThanOrEqual(20);
  });

  for (const file of files) {
    it(`${file.replace(".json", "")}: no violation, and what is not verified is as expected`, async () => {
      const { resources, notVerified } = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as CleanProgram;
      const found: Diagnostic[] = [];
      for (const resource of resources) found.push(...(await server.analyze(resource)));
      found.push(...(await server.analyzeStack(resources)));
      const names = new Map(resources.map((resource) => [urnOf(resource), resource.name]));
      const violations = found.filter(({ message }) => !message.startsWith("not verified: "));
      expect(violations, JSON.stringify(violations, undefined, 1)).to.deep.equal([]);
      const got = found.map(({ policy, urn }) => `${policy} ${names.get(urn) ?? urn}`).sort();
      expect(got, JSON.stringify(found, undefined, 1)).to.deep.equal([...notVerified].sort());
    });
  }

  it("are the same to the CLI, which shows them to the pack after the provider's check", async () => {
    await withProject({ folder: "tests/e2e/fixtures/clean" }, async (project) => {
      for (const name of PREVIEWED) {
        const file = join(FOLDER, `${name}.json`);
        copyFileSync(file, join(project.folder, "program.json"));
        const result = await project.preview("--policy-pack-config", RECOMMENDED);
        expectSuccess(result);
        const { notVerified } = JSON.parse(readFileSync(file, "utf8")) as CleanProgram;
        const got = policyEvents(result).map(
          ({ policyName, resourceUrn }) => `${policyName} ${resourceUrn?.split("::").at(-1) ?? ""}`,
        );
        expect(got.sort(), `${name}\n${result.stdout}`).to.deep.equal([...notVerified].sort());
      }
    });
  });
});
