import type { PolicyConfigJSONSchema, PolicyConfigJSONSchemaType } from "@pulumi/policy/schema";

/** One thing wrong with a policy's configuration. */
export interface SettingsProblem {
  /** `exemptions[0].expires` */
  readonly key: string;
  readonly message: string;
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
      const names = ["enforcementLevel", ...known].map((name) => `\`${name}\``).join(", ");
      problems.push({ key, message: `is no setting of this policy, expected one of ${names}` });
    }
  }
  const settings = Object.entries(schema).map(([key, definition]): [string, unknown] => {
    const value = configured[key];
    if (value === undefined) return [key, definition.default];
    const found = checkValue(value, definition, key);
    problems.push(...found);
    return [key, found.length === 0 ? value : definition.default];
  });
  return { settings: Object.fromEntries(settings), problems };
}

function checkValue(value: unknown, schema: PolicyConfigJSONSchema, key: string): readonly SettingsProblem[] {
  const { type } = schema;
  if (typeof type === "string" && !hasType(value, type)) {
    return [
      {
        key,
        message: `got ${JSON.stringify(value)}, expected ${schema.enum ? oneOf(schema.enum) : `a value of type ${type}`}`,
      },
    ];
  }
  if (schema.enum !== undefined && !schema.enum.includes(value as string)) {
    return [{ key, message: `got ${JSON.stringify(value)}, expected ${oneOf(schema.enum)}` }];
  }
  if (typeof value === "number") return checkRange(value, schema, key);
  const { items } = schema;
  if (Array.isArray(value) && typeof items === "object" && !Array.isArray(items)) {
    return value.flatMap((entry: unknown, index) => checkValue(entry, items, `${key}[${index}]`));
  }
  if (typeof value !== "object" || value === null || schema.properties === undefined) return [];
  return checkMembers(value, schema.properties, key);
}

function checkMembers(
  value: object,
  properties: NonNullable<PolicyConfigJSONSchema["properties"]>,
  key: string,
): readonly SettingsProblem[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const schema = properties[name];
    const path = `${key}.${name}`;
    if (typeof schema === "object") return checkValue(member, schema, path);
    return [{ key: path, message: `is unknown, expected one of ${oneOf(Object.keys(properties))}` }];
  });
}

function checkRange(value: number, schema: PolicyConfigJSONSchema, key: string): readonly SettingsProblem[] {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  if (value >= minimum && value <= maximum) return [];
  return [{ key, message: `got ${value}, expected a number from ${minimum} to ${maximum}` }];
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
