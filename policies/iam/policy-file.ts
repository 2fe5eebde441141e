import { readFileSync } from "node:fs";
import { parsePolicyDocument, type PolicyDocument, type PolicyType } from "../../iam";

/** A document of the configuration, or why there is none. */
export type ConfiguredDocument =
  | { readonly kind: "document"; readonly document: PolicyDocument }
  | { readonly kind: "problem"; readonly message: string };

/** A JSON file of the configuration, or why it cannot be read; its path counts from the folder that the pack runs in. */
export function readJsonFile(
  path: string,
): { readonly kind: "json"; readonly json: unknown } | { readonly kind: "problem"; readonly message: string } {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code ?? "unknown error"})`;
    return {
      kind: "problem",
      message: `got \`${path}\`: ${reason}; expected the path of a file, absolute or from \`${process.cwd()}\``,
    };
  }
  try {
    return { kind: "json", json: JSON.parse(text) as unknown };
  } catch {
    return { kind: "problem", message: `got \`${path}\`, which is no JSON` };
  }
}

/** The policy document that an object or a file of the configuration holds. */
export function configuredDocument(source: object | string, policyType: PolicyType): ConfiguredDocument {
  const read = typeof source === "string" ? readJsonFile(source) : { kind: "json" as const, json: source as unknown };
  if (read.kind === "problem") return read;
  const parsed = parsePolicyDocument(read.json, { policyType });
  if (parsed.kind === "parsed") return { kind: "document", document: parsed.document };
  const issues = parsed.issues.map(({ pointer, message }) => (pointer === "" ? message : `${pointer}: ${message}`));
  const name = typeof source === "string" ? `\`${source}\` is` : "is";
  return { kind: "problem", message: `${name} no policy document: ${issues.join("; ")}` };
}
