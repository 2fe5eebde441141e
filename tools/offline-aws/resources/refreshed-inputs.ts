import { DEFAULTS_KEY } from "../check/apply-defaults";
import {
  containsSecret,
  isList,
  isMap,
  mapValues,
  revealAll,
  Secret,
  type PropertyMap,
  type PropertyValue,
} from "../property-value/property-value";
import { sameJsonText } from "../property-value/same-json-text";
import { samePropertyValue } from "../property-value/same-property-value";
import { resourceSchema } from "../schema/resource-schema";
import { schemaDefaults } from "../schema/schema-defaults";

function sameText(left: PropertyValue, right: PropertyValue): boolean {
  return typeof left === "string" && typeof right === "string" && sameJsonText(left, right);
}

/** What is given, with the values that it really has; members that were not given stay away. */
function refreshed(given: PropertyValue, live: PropertyValue): PropertyValue {
  if (isList(given) && isList(live) && given.length === live.length) {
    return given.map((item, index) => refreshed(item, live[index] ?? null));
  }
  if (!isMap(given) || !isMap(live)) return samePropertyValue(given, live) || sameText(given, live) ? given : live;
  return mapValues(given, (value, key) => (key === DEFAULTS_KEY ? value : refreshed(value, live[key] ?? null)));
}

/** Maps lose and gain keys as a whole, unlike blocks. */
function refreshedProperty(given: PropertyValue, live: PropertyValue, isBlock: boolean): PropertyValue {
  const plain = revealAll(given);
  const value = isMap(plain) && !isBlock ? (samePropertyValue(plain, live) ? plain : live) : refreshed(plain, live);
  return containsSecret(given) ? new Secret(value) : value;
}

/** Says whether an output tells of something that was asked for; zero values alone do where AWS's default is another. */
function saysSomething(name: string, value: PropertyValue, defaults: PropertyMap): boolean {
  if (value === false || value === 0) return defaults[name] !== undefined;
  return value !== null && value !== "" && !(isList(value) && value.length === 0);
}

/**
 * The inputs that would make the resource what it is now: the next update shows how it drifted. For an import, where
 * there are no inputs yet, those outputs that are also inputs and say something.
 */
export function refreshedInputs(typeToken: string, inputs: PropertyMap, outputs: PropertyMap): PropertyMap {
  const schema = resourceSchema(typeToken);
  if (Object.keys(inputs).length === 0) {
    const defaults = schemaDefaults(typeToken);
    const known = Object.entries(outputs).filter(
      ([name, value]) => schema?.inputs.includes(name) === true && saysSomething(name, value, defaults),
    );
    return { ...Object.fromEntries(known), [DEFAULTS_KEY]: [] };
  }
  return mapValues(inputs, (value, name) => {
    const live = outputs[name];
    if (name === DEFAULTS_KEY || live === undefined) return value;
    return refreshedProperty(value, live, (schema?.blocks ?? []).includes(name));
  });
}
