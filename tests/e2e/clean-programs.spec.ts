import { expect } from "chai";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { BUILT_PACK, PolicyServer, type Diagnostic } from "../support/policy-server";
import { urnOf, type TestResource } from "../support/policy-run";

const FOLDER = join(__dirname, "clean");

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
    const preset = JSON.parse(readFileSync(join(BUILT_PACK, "presets", "recommended.json"), "utf8")) as Preset;
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
});
