import { DEFAULTS_KEY, recordedDefaults } from "../check/apply-defaults";
import { autoNameRule } from "../check/auto-name-rules";
import { isList, isMap, reveal, Unknown, type PropertyMap, type PropertyValue } from "../property-value/property-value";
import { sameJsonText } from "../property-value/same-json-text";
import { samePropertyValue } from "../property-value/same-property-value";
import { keptWhenAbsent } from "../schema/kept-when-absent";
import { resourceSchema } from "../schema/resource-schema";
import { replaceRule } from "./replace-keys";

/** How one property differs. */
export interface PropertyChange {
  readonly kind: "add" | "delete" | "update";
  readonly replace: boolean;
}

/** How a resource's inputs differ, by property path in Pulumi's notation (`tags["a.b"]`, `ingress[0].fromPort`). */
export interface InputsDiff {
  readonly changes: ReadonlyMap<string, PropertyChange>;
  readonly deleteBeforeReplace: boolean;
}

interface Difference {
  readonly path: readonly (string | number)[];
  readonly kind: PropertyChange["kind"];
}

/** Every place where two values differ, as deep as both have the same shape. */
function* differences(
  left: PropertyValue | undefined,
  right: PropertyValue | undefined,
  path: Difference["path"],
): Generator<Difference> {
  const [before, after] = [reveal(left) ?? null, reveal(right) ?? null];
  if (samePropertyValue(before, after)) return;
  if (isMap(before) && isMap(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (key !== DEFAULTS_KEY) yield* differences(before[key], after[key], [...path, key]);
    }
  } else if (isList(before) && isList(after)) {
    for (let index = 0; index < Math.max(before.length, after.length); index++) {
      yield* differences(before[index], after[index], [...path, index]);
    }
  } else {
    yield { path, kind: before === null ? "add" : after === null ? "delete" : "update" };
  }
}

function notation(path: Difference["path"]): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `["${step.replaceAll('"', '\\"')}"]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

/** Properties whose text is compared by what it says: documents, where key order and white space mean nothing. */
function equalDocuments(typeToken: string, olds: PropertyMap, news: PropertyMap): ReadonlySet<string> {
  const documents = resourceSchema(typeToken)?.documents ?? [];
  return new Set(
    documents.filter((property) => {
      const [before, after] = [reveal(olds[property]), reveal(news[property])];
      return typeof before === "string" && typeof after === "string" && sameJsonText(before, after);
    }),
  );
}

/** User data is replaced in place, unless the program asks for a new instance. */
function replaceKeys(typeToken: string, news: PropertyMap): readonly string[] {
  const { keys } = replaceRule(typeToken);
  return news["userDataReplaceOnChange"] === true ? [...keys, "userData", "userDataBase64"] : keys;
}

/** A name that the program gave and that stays cannot be taken twice: the old resource has to go first. */
function keepsGivenName(typeToken: string, olds: PropertyMap, news: PropertyMap): boolean {
  const schema = resourceSchema(typeToken);
  const property = schema === undefined ? undefined : autoNameRule(typeToken, schema)?.property;
  if (property === undefined || recordedDefaults(news).includes(property)) return false;
  const name = reveal(news[property]);
  return (
    name !== undefined && name !== null && !(name instanceof Unknown) && samePropertyValue(name, olds[property] ?? null)
  );
}

/** How the checked inputs differ from those of the last update, and what that means for the resource. */
export function diffInputs(typeToken: string, olds: PropertyMap, news: PropertyMap): InputsDiff {
  const equal = equalDocuments(typeToken, olds, news);
  const keys = replaceKeys(typeToken, news);
  const changes = new Map<string, PropertyChange>();
  for (const { path, kind } of differences(olds, news, [])) {
    if (equal.has(String(path[0])) || (kind === "delete" && keptWhenAbsent(typeToken, path))) continue;
    const names = path.filter((step) => typeof step === "string").join(".");
    const replace = keys.some((key) => names === key || names.startsWith(`${key}.`) || key.startsWith(`${names}.`));
    changes.set(notation(path), { kind, replace });
  }
  const replaced = [...changes.values()].some((change) => change.replace);
  const deleteBeforeReplace =
    replaced && (replaceRule(typeToken).deleteBeforeReplace === true || keepsGivenName(typeToken, olds, news));
  return { changes, deleteBeforeReplace };
}
