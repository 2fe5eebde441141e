import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { policyDeclarations } from "../policies/registry";
import { policyIndex, policyPage } from "./docs/policy-pages";
import { PRESETS, policyPreset } from "./docs/policy-presets";
import { REPOSITORY } from "./repository";

const FOLDER = join(REPOSITORY, "docs", "policies");

/** The files of `docs/policies` as they should be, by name; what stands outside the markers of a page is kept. */
export async function policyDocs(): Promise<ReadonlyMap<string, string>> {
  const options = { ...(await resolveConfig(join(REPOSITORY, "README.md"))), parser: "markdown" };
  const files = new Map<string, string>([["index.md", await format(policyIndex(policyDeclarations), options)]]);
  for (const declaration of policyDeclarations) {
    const name = `${declaration.name}.md`;
    const path = join(FOLDER, name);
    const present = existsSync(path) ? readFileSync(path, "utf8") : undefined;
    files.set(name, await format(policyPage(declaration, present), options));
  }
  return files;
}

/** The preset configurations as they should be, by path below the repository. */
export async function policyPresets(): Promise<ReadonlyMap<string, string>> {
  const options = { ...(await resolveConfig(join(REPOSITORY, "README.md"))), parser: "json" };
  const texts = PRESETS.map(async (preset): Promise<[string, string]> => [
    join("policies", "presets", `${preset}.json`),
    await format(policyPreset(preset, policyDeclarations), options),
  ]);
  return new Map(await Promise.all(texts));
}

/** Writes `docs/policies` and the presets, and removes the pages of policies that are gone. */
async function main(): Promise<void> {
  const files = await policyDocs();
  mkdirSync(FOLDER, { recursive: true });
  for (const name of readdirSync(FOLDER)) if (name.endsWith(".md") && !files.has(name)) rmSync(join(FOLDER, name));
  for (const [name, text] of files) writeFileSync(join(FOLDER, name), text);
  for (const [path, text] of await policyPresets()) writeFileSync(join(REPOSITORY, path), text);
}

if (require.main === module) void main();
