import { pointerTo, type JsonMember, type JsonNode } from "./json/json-node";
import type { IssueCollector } from "./parse-issue";

/** What a person calls the JSON type of a node. */
export function jsonTypeOf(node: JsonNode): string {
  return node.kind === "array" ? "list" : node.kind;
}

/** Whether a node is a list without items. */
export function isEmptyList(node: JsonNode): boolean {
  return node.kind === "array" && node.items.length === 0;
}

/**
 * Members of an object, later ones of the same key left out and reported; undefined and reported for another type.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html
 */
export function readMembers(
  node: JsonNode,
  pointer: string,
  issues: IssueCollector,
): readonly JsonMember[] | undefined {
  if (node.kind !== "object") {
    issues.add("wrong-json-type", pointer, `expected an object, got a ${jsonTypeOf(node)}`);
    return undefined;
  }
  const seen = new Set<string>();
  return node.members.filter(({ key }) => {
    const isFirst = !seen.has(key);
    if (!isFirst) issues.add("duplicate-key", pointerTo(pointer, key), `key \`${key}\` stands here more than once`);
    seen.add(key);
    return isFirst;
  });
}

/** A string, or undefined and reported. */
export function readString(node: JsonNode, pointer: string, issues: IssueCollector): string | undefined {
  if (node.kind === "string") return node.value;
  issues.add("wrong-json-type", pointer, `expected a string, got a ${jsonTypeOf(node)}`);
  return undefined;
}

/** A string or a list of strings, as a list; entries of other types are reported and left out. */
export function readStrings(node: JsonNode, pointer: string, issues: IssueCollector): readonly string[] {
  return readList(node, pointer, (item, at) => readString(item, at, issues));
}

/** A single value or a list, as a list of what `read` makes of each; undefined is left out. */
export function readList<T>(
  node: JsonNode,
  pointer: string,
  read: (item: JsonNode, pointer: string) => T | undefined,
): readonly T[] {
  const readOne = (item: JsonNode, at: string): readonly T[] => {
    const value = read(item, at);
    return value === undefined ? [] : [value];
  };
  if (node.kind !== "array") return readOne(node, pointer);
  return node.items.flatMap((item, index) => readOne(item, pointerTo(pointer, index)));
}
