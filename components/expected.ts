import type { z } from "zod";

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "`true` or `false`",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
};

/** What zod says where a schema has no words of its own. */
const DEFAULT_WORDS = /^(Invalid|Too (small|big))\b/;

/** What a schema expected where it found an issue, as `expected …`: in its own words where it has some. */
export function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_key") return issue.issues[0]?.message ?? issue.message;
  return DEFAULT_WORDS.test(issue.message) ? `expected ${wantedBy(issue)}` : issue.message;
}

function wantedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return oneOf(issue.values.map((value) => `\`${String(value)}\``));
    case "too_small":
      return `at least ${amount(issue.minimum, issue.origin)}`;
    case "too_big":
      return `at most ${amount(issue.maximum, issue.origin)}`;
    case "invalid_union":
      return oneOf(issue.errors.flatMap(([first]) => (first === undefined ? [] : [wantedBy(first)])));
    default:
      return `another value (${issue.message})`;
  }
}

function amount(limit: number | bigint, origin: string): string {
  const unit = origin === "string" ? "character" : origin === "array" ? "entry" : "";
  if (unit === "") return String(limit);
  return Number(limit) === 1 ? `one ${unit}` : `${limit} ${unit === "entry" ? "entries" : `${unit}s`}`;
}

/** `a`, `a or b`, `a, b or c`; each once. */
function oneOf(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  const last = all.at(-1) ?? "";
  return all.length < 2 ? last : `${all.slice(0, -1).join(", ")} or ${last}`;
}
