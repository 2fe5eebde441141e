import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { parseDocument } from "yaml";

/**
 * Turns the TypeScript files of a folder of a project or policy pack into JavaScript beside them, without checking types, and makes
 * Pulumi.yaml or PulumiPolicy.yaml run that, so that the SDK need not load a compiler on each run. Tests check types once, for all files.
 */
export function transpileProject(folder: string): void {
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
  for (const file of files) {
    const source = path.join(folder, file);
    const { outputText } = ts.transpileModule(fs.readFileSync(source, "utf8"), {
      fileName: source,
      compilerOptions: {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        esModuleInterop: true,
        inlineSourceMap: true,
      },
    });
    fs.writeFileSync(source.replace(/\.ts$/, ".js"), outputText);
    fs.rmSync(source);
  }
  const projectFile = ["Pulumi.yaml", "PulumiPolicy.yaml"]
    .map((name) => path.join(folder, name))
    .find((file) => fs.existsSync(file));
  if (projectFile === undefined) throw new Error(`${folder} holds neither Pulumi.yaml nor PulumiPolicy.yaml`);
  const document = parseDocument(fs.readFileSync(projectFile, "utf8"));
  const main = document.get("main");
  document.set("main", typeof main === "string" ? main.replace(/\.ts$/, ".js") : "index.js");
  document.set("runtime", { name: "nodejs", options: { typescript: false } });
  fs.writeFileSync(projectFile, document.toString());
}
