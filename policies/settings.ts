import type { PolicyConfigJSONSchema, PolicyConfigJSONSchemaType } from "@pulumi/policy/schema";
import { closest } from "../iam";

/** One thing wrong with a policy's configuration. */
export interface SettingsProblem {
  /** The way to the value: `["exemptions", 0, "expires"]`. */
  readonly path: readonly [string, ...(string | number)[]];
  readonly message: string;
  /** What to write instead, where a name is near one that exists. */
  readonly fix?: string;
}

/** A problem in one line: "`exemptions[0].expires` is missing: …". */
export function renderProblem({ path, message, fix }: SettingsProblem): string {
  const [key, ...rest] = path;
  const place = key + rest.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return `\`${place}\` ${message}${fix === undefined ? "" : `; ${fix}`}`;
}

/** The settings of one policy: what was configured, and the defaults for the rest. */
export type Settings = Readonly<Record<string, unknown>>;

/** The schema of a policy's own settings: each has a description and a default. */
export type SettingsSchema = Readonly<
  Record<
    string,
    PolicyConfigJSONSchema & { readonly description: string; readonly default: PolicyConfigJSONSchemaType }
  >
>;

/** The settings that every policy of the pack has. */
export const COMMON_SETTINGS: SettingsSchema = {
  exemptions: {
    type: "array",
    description:
      "Resources that the policy leaves alone: `urn` (a glob), `reason`, and `expires` (the last day, YYYY-MM-DD, UTC). " +
      "An exemption without a reason, or past its day, is itself a violation and exempts nothing.",
    items: {
      type: "object",
      properties: {
        urn: { type: "string" },
        reason: { type: "string" },
        expires: { type: "string" },
      },
    },
    default: [],
  },
  onUnknown: {
    type: "string",
    enum: ["advise", "block"],
    description:
      "What a value means that is not known at preview and decides: `advise` reports it as advisory, `block` at the " +
      "policy's own level.",
    default: "advise",
  },
};

/**
 * Reads a policy's configuration: the policy SDK fills no defaults and the CLI accepts unknown keys in silence, so both
 * happen here. A key that is unknown or has a wrong value is a problem, and the default stands in for it.
 */
export function readSettings(
  configured: Readonly<Record<string, unknown>>,
  schema: SettingsSchema,
): { readonly settings: Settings; readonly problems: readonly SettingsProblem[] } {
  const problems: SettingsProblem[] = [];
  const known = Object.keys(schema).sort();
  for (const key of Object.keys(configured)) {
    if (!known.includes(key)) {
      problems.push(unknownKey([key], "is no setting of this policy", ["enforcementLevel", ...known]));
    }
  }
  const settings = Object.entries(schema).map(([key, definition]): [string, unknown] => {
    const value = Object.hasOwn(configured, key) ? configured[key] : undefined;
    if (value === undefined) return [key, definition.default];
    const found = checkValue(value, definition, [key]);
    problems.push(...found);
    return [key, found.length === 0 ? value : definition.default];
  });
  return { settings: Object.fromEntries(settings), problems };
}

type Path = SettingsProblem["path"];

function unknownKey(path: Path, problem: string, known: readonly string[]): SettingsProblem {
  const nearest = closest(String(path.at(-1)), known);
  const message = `${problem}, expected one of ${oneOf(known)}`;
  return { path, message, ...(nearest === undefined ? {} : { fix: `use \`${nearest}\`` }) };
}

function checkValue(value: unknown, schema: PolicyConfigJSONSchema, path: Path): readonly SettingsProblem[] {
  const { type } = schema;
  if (typeof type === "string" && !hasType(value, type)) {
    return [
      {
        path,
        message: `got ${JSON.stringify(value)}, expected ${schema.enum ? oneOf(schema.enum) : `a value of type ${type}`}`,
      },
    ];
  }
  if (schema.enum !== undefined && !schema.enum.includes(value as string)) {
    return [{ path, message: `got ${JSON.stringify(value)}, expected ${oneOf(schema.enum)}` }];
  }
  if (typeof value === "number") return checkRange(value, schema, path);
  if (typeof value === "string") return checkPattern(value, schema, path);
  const { items } = schema;
  if (Array.isArray(value) && value.length < (schema.minItems ?? 0)) {
    return [{ path, message: `got no entry, expected at least ${String(schema.minItems)}` }];
  }
  if (Array.isArray(value) && typeof items === "object" && !Array.isArray(items)) {
    return value.flatMap((entry: unknown, index) => checkValue(entry, items, [...path, index]));
  }
  if (typeof value !== "object" || value === null || schema.properties === undefined) return [];
  return checkMembers(value, schema.properties, path);
}

function checkMembers(
  value: object,
  properties: NonNullable<PolicyConfigJSONSchema["properties"]>,
  path: Path,
): readonly SettingsProblem[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (typeof schema === "object") return checkValue(member, schema, [...path, name]);
    return [unknownKey([...path, name], "is unknown", Object.keys(properties))];
  });
}

/** The description of a setting says in words what its pattern asks for. */
function checkPattern(
  value: string,
  { pattern, description = pattern }: PolicyConfigJSONSchema,
  path: Path,
): readonly SettingsProblem[] {
  if (pattern === undefined || new RegExp(pattern).test(value)) return [];
  return [{ path, message: `got \`${value}\`, expected ${String(description)}` }];
}

function checkRange(value: number, schema: PolicyConfigJSONSchema, path: Path): readonly SettingsProblem[] {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  if (value >= minimum && value <= maximum) return [];
  return [{ path, message: `got ${value}, expected a number from ${minimum} to ${maximum}` }];
}

function hasType(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function oneOf(values: readonly unknown[]): string {
  return values.map((value) => `\`${String(value)}\``).join(", ");
}
