import type { Condition } from "../condition/condition";
import { pointerTo, type JsonNode } from "./json/json-node";
import type { IssueCollector } from "./parse-issue";
import { isEmptyList, jsonTypeOf, readList, readMembers } from "./read-members";

/**
 * Reads a Condition block: operator, then key, then one value or a list. Values become text.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function parseConditions(node: JsonNode, pointer: string, issues: IssueCollector): readonly Condition[] {
  const conditions: Condition[] = [];
  for (const { key: operator, value: block } of readMembers(node, pointer, issues) ?? []) {
    const blockPointer = pointerTo(pointer, operator);
    const keys = new Set<string>();
    for (const { key, value } of readMembers(block, blockPointer, issues) ?? []) {
      const at = pointerTo(blockPointer, key);
      if (keys.has(key.toLowerCase())) {
        issues.add("duplicate-condition-key", at, `key \`${key}\` stands here more than once; case does not count`);
      }
      keys.add(key.toLowerCase());
      const values = readList(value, at, (item, itemPointer) => readConditionValue(item, itemPointer, issues));
      if (isEmptyList(value)) issues.add("empty-list", at, `\`${operator}\` on \`${key}\` has no value`);
      conditions.push({ operator, key, values, pointer: at });
    }
    if (block.kind === "object" && block.members.length === 0) {
      issues.add("empty-list", blockPointer, `\`${operator}\` names no key`);
    }
  }
  return conditions;
}

/** AWS compares text: booleans and numbers take their text form; whole numbers keep every digit. */
function readConditionValue(node: JsonNode, pointer: string, issues: IssueCollector): string | undefined {
  switch (node.kind) {
    case "string":
      return node.value;
    case "boolean":
      return String(node.value);
    case "number":
      return /^-?\d+$/.test(node.text) ? node.text : String(Number(node.text));
    default:
      issues.add("wrong-json-type", pointer, `expected a string, number or boolean, got a ${jsonTypeOf(node)}`);
      return undefined;
  }
}
