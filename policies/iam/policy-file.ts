import { readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import { parsePolicyDocument, type PolicyDocument, type PolicyType } from "../../iam";

/** A document of the configuration, or why there is none. */
export type ConfiguredDocument =
  | { readonly kind: "document"; readonly document: PolicyDocument }
  | { readonly kind: "problem"; readonly message: string };

/**
 * A JSON file of the configuration, or why it cannot be read. Its path is absolute: the pack runs in a folder of its own
 * and is not told where the CLI was started, so a relative one would mean something else there than in the check.
 */
export function readJsonFile(
  path: string,
): { readonly kind: "json"; readonly json: unknown } | { readonly kind: "problem"; readonly message: string } {
  if (!isAbsolute(path)) return { kind: "problem", message: `got \`${path}\`, expected an absolute path` };
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code ?? "unknown error"})`;
    return {
      kind: "problem",
      message: `got \`${path}\`: ${reason}; expected the path of a JSON file`,
    };
  }
  try {
    return { kind: "json", json: JSON.parse(text) as unknown };
  } catch {
    return { kind: "problem", message: `got \`${path}\`, which is no JSON` };
  }
}

/** The policy document that an object or a file of the configuration holds; one that AWS would refuse is none. */
export function configuredDocument(source: object | string, policyType: PolicyType): ConfiguredDocument {
  const read = typeof source === "string" ? readJsonFile(source) : { kind: "json" as const, json: source as unknown };
  if (read.kind === "problem") return read;
  const parsed = parsePolicyDocument(read.json, { policyType });
  if (parsed.kind === "parsed" && parsed.issues.length === 0) return { kind: "document", document: parsed.document };
  const issues = parsed.issues.map(({ pointer, message }) => (pointer === "" ? message : `${pointer}: ${message}`));
  const name = typeof source === "string" ? `\`${source}\` is` : "is";
  return { kind: "problem", message: `${name} no policy document: ${issues.join("; ")}` };
}
