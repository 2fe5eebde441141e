import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { policyDeclarations } from "../policies/registry";
import { embed, sourceFile } from "./docs/embed";
import { REPOSITORY } from "./repository";

const README = join(REPOSITORY, "README.md");

/** The README with its generated parts made anew: the examples as they are run, and the table of policies. */
export async function readme(): Promise<string> {
  const text = embed(readFileSync(README, "utf8"), {
    example: (path) => sourceFile(join(REPOSITORY, path)),
    policies: policyTable,
  });
  return format(text, { ...(await resolveConfig(README)), parser: "markdown" });
}

function policyTable(): string {
  const rows = policyDeclarations.map(({ name, description, enforcementLevel, severity }) => [
    `[\`${name}\`](docs/policies/${name}.md)`,
    description,
    enforcementLevel,
    severity,
  ]);
  return [["policy", "what holds", "level", "severity"], ["---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

async function main(): Promise<void> {
  writeFileSync(README, await readme());
}

if (require.main === module) void main();
