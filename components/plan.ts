import { z } from "zod";

import { hasSymbol, replaceSymbols } from "../iam";
import { expectedBy } from "./expected";

/** One argument that cannot be used: where it stands, what was given, what is expected and how to mend it. */
export interface Problem {
  /** Path of the argument: `statements[0].actions`. */
  readonly property: string;
  readonly message: string;
}

/** What a plan function returns: what to create, or every problem of the arguments. */
export type Plan<T> =
  | {
      readonly kind: "planned";
      readonly plan: T;
      /** What works, and is not what AWS recommends. */
      readonly warnings?: readonly Problem[];
    }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** Says whether `text` holds a value that is not known yet: checks of its form then wait until it is. */
export function isSymbolic(text: string): boolean {
  return hasSymbol(text);
}

/** Returns what is known of `text`: the text without the places where unknown values stand. */
export function withoutSymbols(text: string): string {
  return replaceSymbols(text, () => "");
}

/** A schema for a text that `accepts`, or that is not known yet; `expected` completes "expected …". */
export function knownText(accepts: (text: string) => boolean, expected: string): z.ZodType {
  const message = `expected ${expected}`;
  return z.string({ message }).refine((text) => isSymbolic(text) || accepts(text), { message });
}

/** A schema for a value of `schema`, or a text that stands for a value not known yet. */
export function knownOr(schema: z.ZodType): z.ZodType {
  return checkedBy((value) => (typeof value === "string" && isSymbolic(value) ? undefined : schema));
}

/** A schema for a value of the schema that `schemaOf` chooses for it; any value where it chooses none. */
export function checkedBy(schemaOf: (value: unknown) => z.ZodType | undefined): z.ZodType {
  return z.unknown().superRefine((value, context) => {
    for (const issue of schemaOf(value)?.safeParse(value).error?.issues ?? []) {
      context.addIssue({ code: "custom", message: expectedBy(issue), path: [...issue.path] });
    }
  });
}

/** A schema for `true` or `false`, for messages that say so. */
export const flag = z.boolean({ message: "expected `true` or `false`" });

const MAXIMUM_TAGS = 50;

/** A schema for tags; AWS keeps keys that begin with `aws:` to itself. */
export const tagsSchema = knownOr(
  z
    .record(
      z
        .string()
        .refine((key) => !/^aws:/i.test(key), { message: "expected a tag key that does not begin with `aws:`" }),
      z.string(),
    )
    .refine((tags) => Object.keys(tags).length <= MAXIMUM_TAGS, { message: `expected at most ${MAXIMUM_TAGS} tags` }),
);

/** Returns every problem that `schema` finds in `value`, each with what was given: unknown keys first, which say why others are missing. */
export function problemsOf(schema: z.ZodType, value: unknown): readonly Problem[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  const isUnknownKey = ({ code }: z.core.$ZodIssue) => code === "unrecognized_keys";
  return [...issues.filter(isUnknownKey), ...issues.filter((issue) => !isUnknownKey(issue))].map((issue) => ({
    property: issue.path.map(pathSegment).join("").replace(/^\./, ""),
    message: messageOf(issue, value),
  }));
}

function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.message;
    case "invalid_key":
      return `got the key ${describe(issue.path.at(-1))}, ${expectedBy(issue)}`;
    default: {
      const given = valueAt(value, issue.path);
      return `got ${describeArgument(issue.path.at(-1), given)}${kindOfArn(given)}, ${expectedBy(issue)}`;
    }
  }
}

/**
 * A schema for an object of `shape`, which names the keys it expects when it meets another one; `hint` says what may have
 * been meant by the others.
 */
export function only<T extends z.ZodRawShape>(shape: T, hint: (others: readonly string[]) => string = () => "") {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown key ${issue.keys.map((key) => `\`${key}\``).join(", ")}, expected ${Object.keys(shape)
            .map((key) => `\`${key}\``)
            .join(", ")}${hint(issue.keys)}`
        : undefined,
  });
}

const IAM_KINDS: Readonly<Record<string, string>> = {
  role: "a role",
  "instance-profile": "an instance profile",
  user: "a user",
  group: "a group",
  policy: "a managed policy",
};

/** Says which is which where the ARN of one thing in IAM was given for another, and of what account if it cannot be one. */
function kindOfArn(value: unknown): string {
  const arn = typeof value === "string" ? /^arn:[^:]*:iam::([^:]*):([a-z-]+)\//.exec(value) : null;
  const [, account = "", kind = ""] = arn ?? [];
  const what = IAM_KINDS[kind];
  if (what === undefined) return "";
  const isAccount = /^\d{12}$/.test(account) || (kind === "policy" && account === "aws");
  return `, which is the ARN of ${what}${isAccount ? "" : ` of account \`${account}\` (expected twelve digits)`}`;
}

/**
 * Returns a value as an error message shows it: JSON in backticks, or `nothing`; a resource by its type; a text without
 * quotes, unless it would look like a boolean.
 */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  const resource = resourceType(value);
  if (resource !== undefined) return `a resource of type \`${resource}\``;
  const isPlainText = typeof value === "string" && value !== "true" && value !== "false";
  return `\`${isPlainText ? value : JSON.stringify(value, shortened)}\``;
}

/** The same for the value of the argument `name`; user data is not shown, for it may hold credentials. */
export function describeArgument(name: PropertyKey | undefined, value: unknown): string {
  if (name !== "userData" || value === undefined) return describe(value);
  return typeof value === "string" ? "a text" : "no text";
}

function shortened(_key: string, value: unknown): unknown {
  const type = resourceType(value);
  return type === undefined ? value : `resource of type ${type}`;
}

/** The type token of a resource; undefined for what is none. */
export function resourceType(value: unknown): string | undefined {
  const type =
    typeof value === "object" && value !== null ? (value as { __pulumiType?: unknown }).__pulumiType : undefined;
  return typeof type === "string" ? type : undefined;
}

function pathSegment(segment: PropertyKey): string {
  return typeof segment === "number" ? `[${segment}]` : `.${String(segment)}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}
