import { DEFAULT_LIMITS } from "../../limits";
import { pointerTo, type JsonNode } from "./json-node";
import { readJsonText } from "./read-json-text";

/**
 * The places of keys that stand twice in one object of a JSON text, of which `JSON.parse` keeps the last and says nothing;
 * none for text that is no JSON, or beyond the limits of parsing.
 */
export function duplicateKeys(text: string): readonly string[] {
  const reading = readJsonText(text, DEFAULT_LIMITS);
  return reading.kind === "read" ? duplicatesIn(reading.node, "") : [];
}

function duplicatesIn(node: JsonNode, pointer: string): readonly string[] {
  if (node.kind === "array") return node.items.flatMap((item, index) => duplicatesIn(item, pointerTo(pointer, index)));
  if (node.kind !== "object") return [];
  const seen = new Set<string>();
  return node.members.flatMap(({ key, value }) => {
    const at = pointerTo(pointer, key);
    const found = seen.has(key) ? [at] : [];
    seen.add(key);
    return [...found, ...duplicatesIn(value, at)];
  });
}
