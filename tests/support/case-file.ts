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

/** Reads `tests/cases/<path>.json`; refuses unknown fields, two cases of one name, and a file without cases. */
export function readCases<Given, Want>(
  path: string,
  given: z.ZodType<Given>,
  want: z.ZodType<Want>,
): readonly Case<Given, Want>[] {
  const entry = z.strictObject({
    name: z.string().min(1),
    source: z.string().min(1),
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

/** The names of the case files in `tests/cases/<folder>`. */
export function caseFiles(folder: string): readonly string[] {
  return readdirSync(join(CASES, folder))
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}
