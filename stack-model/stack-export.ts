import { UNKNOWN, type PlainObject, type PlainValue } from "../ec2/plain-value";
import type { StackResource } from "./stack-resource";

/** The resources of an exported stack, or what is wrong with the export. */
export type StackExport =
  | { readonly kind: "export"; readonly resources: readonly StackResource[] }
  | { readonly kind: "problem"; readonly message: string };

/** Marks a secret in an export. @see https://www.pulumi.com/docs/iac/concepts/secrets/ */
const SECRET_KEY = "4dabf18193072939515e22adb298388d";

/**
 * Reads what `pulumi stack export` writes. Secrets are unknown, since they are encrypted; resources that are to be deleted
 * are left out.
 */
export function readStackExport(json: unknown): StackExport {
  const deployment = member(json, "deployment");
  if (deployment === undefined) return { kind: "problem", message: "is no stack export: it has no `deployment`" };
  const resources = member(deployment, "resources") ?? [];
  if (!Array.isArray(resources))
    return { kind: "problem", message: "is no stack export: `deployment.resources` is no list" };
  const read: StackResource[] = [];
  for (const [index, entry] of (resources as unknown[]).entries()) {
    const [urn, type] = [member(entry, "urn"), member(entry, "type")];
    if (typeof urn !== "string" || typeof type !== "string") {
      return {
        kind: "problem",
        message: `is no stack export: \`deployment.resources[${index}]\` has no \`urn\` and \`type\``,
      };
    }
    if (member(entry, "delete") === true) continue;
    read.push(resourceOf(entry, urn, type));
  }
  return { kind: "export", resources: read };
}

/** Project and stack of a URN: `dev::shop`. */
export function stackOfUrn(urn: string): string {
  return urn
    .replace(/^urn:pulumi:/, "")
    .split("::")
    .slice(0, 2)
    .join("::");
}

function resourceOf(entry: unknown, urn: string, type: string): StackResource {
  const dependencies = member(entry, "propertyDependencies");
  const parent = member(entry, "parent");
  const inputs = plain(member(entry, "inputs") ?? {});
  const outputs = plain(member(entry, "outputs") ?? {});
  return {
    urn,
    type,
    name: urn.split("::").at(-1) ?? urn,
    properties: { ...(inputs as PlainObject), ...(outputs as PlainObject) },
    propertyDependencies: (dependencies ?? {}) as Readonly<Record<string, readonly string[]>>,
    ...(typeof parent === "string" ? { parent } : {}),
  };
}

function plain(value: unknown): PlainValue {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) {
    if (SECRET_KEY in value) return UNKNOWN;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}
