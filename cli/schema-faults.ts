import { z } from "zod";
import { closest, duplicateKeys } from "../iam";
import { InputError, type InputFault, type JsonInput } from "./input";

/** An object with these names and no others; another name is reported with those that may stand there. */
export function strictObject<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? unknownNames(issue.keys, names) : undefined),
  });
}

function unknownNames(unknown: readonly string[], names: readonly string[]): string {
  const near = unknown.length === 1 ? closest(unknown[0] ?? "", names) : undefined;
  const got = unknown.map((name) => `\`${name}\``).join(", ");
  const expected = `expected one of ${names.map((name) => `\`${name}\``).join(", ")}`;
  return `got the name ${got}, ${expected}${near === undefined ? "" : `; did you mean \`${near}\`?`}`;
}

/**
 * The value of an input as a schema describes it.
 * @throws InputError with every issue that the schema has, and for names that stand twice.
 */
export function parseInput<T>(schema: z.ZodType<T>, { file, text, json }: JsonInput): T {
  const twice = duplicateKeys(text).map((pointer) => ({
    file,
    pointer,
    reason: "the name stands here more than once",
  }));
  if (twice.length > 0) throw new InputError(twice);
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new InputError(result.error.issues.map((issue) => faultOf(issue, file, json)));
}

/** A name that may not stand there is the place of its fault, if it is the only one. */
function faultOf(issue: z.core.$ZodIssue, file: string, json: unknown): InputFault {
  const path =
    issue.code === "unrecognized_keys" && issue.keys.length === 1 ? [...issue.path, ...issue.keys] : issue.path;
  const pointer = pointerOf(path);
  const value = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], json);
  return { file, pointer, reason: reasonOf(issue, value) };
}

/** The words of components/expected.ts, which this folder does not import. */
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

/** What was given and what was expected: in the schema's own words where it has some. */
function reasonOf(issue: z.core.$ZodIssue, value: unknown): string {
  const expected = expectedBy(issue);
  if (expected === undefined) return issue.message;
  return value === undefined ? `it is missing: expected ${expected}` : `got ${describe(value)}, expected ${expected}`;
}

function expectedBy(issue: z.core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return oneOf(issue.values.map((value) => `\`${String(value)}\``));
    case "too_small":
      return `at least ${amount(issue.minimum, issue.origin)}`;
    case "too_big":
      return `at most ${amount(issue.maximum, issue.origin)}`;
    default:
      return undefined;
  }
}

function amount(limit: number | bigint, origin: string): string {
  const unit = origin === "string" ? "character" : origin === "array" ? "entry" : "";
  if (unit === "") return String(limit);
  return Number(limit) === 1 ? `one ${unit}` : `${limit} ${unit === "entry" ? "entries" : `${unit}s`}`;
}

/** `a`, `a or b`, `a, b or c`. */
function oneOf(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : `\`${JSON.stringify(value)}\``;
}

/** The JSON pointer (RFC 6901) of a way into a value. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((token) => `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
