import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One table case: what is given and what must come out, with the page that says so. */
export interface TableCase<Given, Want> {
  readonly name: string;
  /** The AWS page or issue that the case is written from. */
  readonly source: string;
  readonly given: Given;
  readonly want: Want;
  /** Why the case does not run. */
  readonly skip?: string;
}

const ROOT = join(__dirname, "..", "cases");
const FIELDS = new Set(["name", "source", "given", "want", "skip"]);

/**
 * Loads the cases of one file below tests/cases.
 * @throws Error for an empty file, an unknown or missing field, a field of `given` that is not in `givenFields`, a name
 * that stands twice, and a source that is no address.
 */
export function loadCases<Given extends object, Want>(
  path: string,
  givenFields: readonly (keyof Given & string)[],
): readonly TableCase<Given, Want>[] {
  const entries = JSON.parse(readFileSync(join(ROOT, path), "utf8")) as unknown;
  if (!Array.isArray(entries) || entries.length === 0) throw new Error(`${path}: expected a list of cases, not empty`);
  const names = new Set<string>();
  for (const entry of entries as Record<string, unknown>[]) {
    const name = String(entry["name"]);
    checkFields(`${path}: case \`${name}\``, entry, givenFields);
    if (names.has(name)) throw new Error(`${path}: two cases are called \`${name}\``);
    names.add(name);
  }
  return entries as TableCase<Given, Want>[];
}

/** The case files of a folder below tests/cases, as paths for `loadCases`. */
export function caseFiles(folder: string): readonly string[] {
  const files = readdirSync(join(ROOT, folder)).filter((file) => file.endsWith(".json"));
  if (files.length === 0) throw new Error(`${folder}: no case file`);
  return files.map((file) => `${folder}/${file}`);
}

/** Registers one mocha test a case. */
export function runCases<Given, Want>(
  cases: readonly TableCase<Given, Want>[],
  check: (given: Given, want: Want) => void,
): void {
  for (const { name, given, want, skip } of cases) {
    (skip === undefined ? it : it.skip)(name, () => {
      check(given, want);
    });
  }
}

function checkFields(where: string, entry: Record<string, unknown>, givenFields: readonly string[]): void {
  for (const field of Object.keys(entry)) {
    if (!FIELDS.has(field)) throw new Error(`${where}: unknown field \`${field}\``);
  }
  for (const field of ["name", "source", "given", "want"]) {
    if (!(field in entry)) throw new Error(`${where}: field \`${field}\` is missing`);
  }
  if (!/^https:\/\/\S+$/.test(String(entry["source"]))) throw new Error(`${where}: the source is no address`);
  for (const field of Object.keys(entry["given"] as object)) {
    if (!givenFields.includes(field)) throw new Error(`${where}: unknown field \`given.${field}\``);
  }
}
