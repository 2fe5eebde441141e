import { expect } from "chai";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createPolicies, policyDeclarations } from "../../policies/registry";
import { COMMON_SETTINGS, readSettings } from "../../policies/settings";
import { policyDocs, policyPresets } from "../../tools/generate-policy-docs";
import { REPOSITORY } from "../../tools/repository";
import { caseFiles } from "../support/cases";
import { readPolicyCases } from "../support/policy-cases";

const names = policyDeclarations.map(({ name }) => name).sort();
const VERBS = ["disallow", "require", "limit"];

/** The policies that have a file of that kind below a folder with one folder a service. */
function filesBelow(folder: string, suffix: string): readonly string[] {
  const pattern = new RegExp(`^[a-z0-9]+-[a-z0-9-]*-(${VERBS.join("|")})-.*${suffix.replaceAll(".", "\\.")}$`);
  return readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8" })
    .map((path) => path.split("/").at(-1) ?? path)
    .filter((name) => pattern.test(name))
    .map((name) => name.slice(0, -suffix.length))
    .sort();
}

describe("registry", () => {
  it("lists every policy once, named by service, resource, verb and what", () => {
    expect(new Set(names).size).to.equal(names.length);
    for (const name of names)
      expect(name).to.match(new RegExp(`^[a-z0-9]+(-[a-z0-9]+)+-(${VERBS.join("|")})-[a-z0-9-]+$`));
  });

  it("matches sources, specs and cases one to one", () => {
    expect(filesBelow("policies", ".ts")).to.deep.equal(names);
    expect(filesBelow("tests/policies", ".spec.ts")).to.deep.equal(names);
    expect(caseFiles("policies")).to.deep.equal(names.map((name) => `policies/${name}`));
  });

  it("has documentation that is up to date and gives a rationale", async () => {
    const docs = await policyDocs();
    for (const [name, text] of docs) {
      const path = join(REPOSITORY, "docs", "policies", name);
      expect(existsSync(path), path).to.equal(true);
      expect(readFileSync(path, "utf8"), `${path}: run npm run docs:policies`).to.equal(text);
      if (name !== "index.md") expect(text.split("## Rationale\n")[1]?.trim(), path).to.have.length.greaterThan(80);
    }
    const present = readdirSync(join(REPOSITORY, "docs", "policies")).filter((name) => name.endsWith(".md"));
    expect(present.sort()).to.deep.equal([...docs.keys()].sort());
  });

  it("has presets that name every policy, with settings that it has", async () => {
    for (const [path, text] of await policyPresets()) {
      expect(readFileSync(join(REPOSITORY, path), "utf8"), `${path}: run npm run docs:policies`).to.equal(text);
      const preset = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
      expect(Object.keys(preset).sort()).to.deep.equal(names);
      for (const declaration of policyDeclarations) {
        const { enforcementLevel, ...settings } = preset[declaration.name] ?? {};
        expect(enforcementLevel).to.be.oneOf(["advisory", "mandatory", "disabled"]);
        const schema = { ...COMMON_SETTINGS, ...declaration.settings };
        expect(readSettings(settings, schema).problems, declaration.name).to.deep.equal([]);
      }
    }
  });

  for (const { name } of policyDeclarations) {
    it(`${name} has violating and compliant examples, and cases with unknown values and exemptions`, () => {
      const cases = readPolicyCases(name);
      expect(cases.filter(({ docs }) => docs === "violating")).to.have.length.greaterThan(0);
      expect(cases.filter(({ docs }) => docs === "compliant")).to.have.length.greaterThan(0);
      expect(cases.some(({ given }) => JSON.stringify(given.resources).includes('"$unknown"'))).to.equal(true);
      expect(cases.some(({ given }) => given.config?.["exemptions"] !== undefined)).to.equal(true);
      for (const { docs, want } of cases) {
        if (docs === "violating") expect(want.reports).to.have.length.greaterThan(0);
        if (docs === "compliant") expect(want.reports).to.have.length(0);
      }
    });
  }

  it("lets policies yield to others of the registry, and none to itself by way of others", () => {
    const yielding = new Map(policyDeclarations.map(({ name, yieldsTo = [] }) => [name, yieldsTo]));
    const owners = (name: string, way: readonly string[]): readonly string[] =>
      (yielding.get(name) ?? []).flatMap((owner) => {
        expect(names, `${name} yields to ${owner}`).to.include(owner);
        // A policy that yields to itself lets only one of two findings have a cause that no other has.
        if (owner === name) return [];
        expect(way, `${name} yields to ${owner}`).not.to.include(owner);
        return [owner, ...owners(owner, [...way, owner])];
      });
    expect(names.flatMap((name) => owners(name, [name]))).to.have.length.greaterThan(0);
  });

  it("gives every policy the settings that all have, and metadata", () => {
    for (const policy of createPolicies()) {
      expect(policy.configSchema?.properties).to.include.keys("exemptions", "onUnknown");
      expect(policy.severity, policy.name).to.be.oneOf(["low", "medium", "high", "critical"]);
      expect(policy.url).to.contain(`${policy.name}.md`);
      expect(policy.description).to.match(/\.$/);
    }
  });
});
