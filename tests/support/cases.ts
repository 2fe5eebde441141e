import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const CASES = join(__dirname, "..", "cases");

/** One entry of a case file: the input, what is wanted, and the page that says so. */
export interface Case<Given, Want> {
  readonly name: string;
  /** The page of AWS or Pulumi, or the issue, from which the expectation is taken. */
  readonly source: string;
  readonly given: Given;
  readonly want: Want;
  /** Why the case does not run. */
  readonly skip?: string;
  /** The case is an example of the documentation, under this heading. */
  readonly docs?: "violating" | "compliant";
}

/**
 * Reads `tests/cases/<path>.json`.
 * @throws ZodError or Error for unknown or missing fields, two cases of one name, a source that is no address, and a file
 * without cases.
 */
export function readCases<Given, Want>(
  path: string,
  given: z.ZodType<Given>,
  want: z.ZodType<Want>,
): readonly Case<Given, Want>[] {
  const entry = z.strictObject({
    name: z.string().min(1),
    source: z.string().regex(/^https:\/\/\S+$/),
    given,
    want,
    skip: z.string().min(1).optional(),
    docs: z.enum(["violating", "compliant"]).optional(),
  });
  const cases = z
    .array(entry)
    .min(1)
    .parse(JSON.parse(readFileSync(join(CASES, `${path}.json`), "utf8")));
  const names = new Set<string>();
  for (const { name } of cases) {
    if (names.has(name)) throw new Error(`two cases of \`${path}\` are named \`${name}\``);
    names.add(name);
  }
  return cases as readonly Case<Given, Want>[];
}

/** `readCases` for inputs of which only the fields are checked: `given` may have `givenFields` and no others. */
export function loadCases<Given extends object, Want>(
  path: string,
  givenFields: readonly (keyof Given & string)[],
): readonly Case<Given, Want>[] {
  const fields = Object.fromEntries(givenFields.map((field) => [field, z.unknown().optional()]));
  return readCases<unknown, unknown>(path, z.strictObject(fields), z.unknown()) as readonly Case<Given, Want>[];
}

/** The case files of a folder below tests/cases: their paths, as `readCases` takes them. */
export function caseFiles(folder: string): readonly string[] {
  const files = readdirSync(join(CASES, folder)).filter((name) => name.endsWith(".json"));
  if (files.length === 0) throw new Error(`${folder}: no case file`);
  return files.map((name) => `${folder}/${name.slice(0, -".json".length)}`).sort();
}

/** Registers one mocha test a case. */
export function runCases<Given, Want>(
  cases: readonly Case<Given, Want>[],
  check: (given: Given, want: Want) => void,
): void {
  for (const { name, given, want, skip } of cases) {
    (skip === undefined ? it : it.skip)(name, () => {
      check(given, want);
    });
  }
}
