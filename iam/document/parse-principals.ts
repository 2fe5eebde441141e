import { pointerTo, type JsonNode } from "./json/json-node";
import type { IssueCollector } from "./parse-issue";
import type { Principals } from "./policy-document";
import { isEmptyList, jsonTypeOf, readMembers, readStrings } from "./read-members";

const KINDS: Readonly<Record<string, keyof Principals>> = {
  AWS: "aws",
  Service: "service",
  Federated: "federated",
  CanonicalUser: "canonicalUser",
};
const KIND_NAMES = Object.keys(KINDS);

/**
 * Reads a Principal or NotPrincipal element: `"*"`, which means `{"AWS": "*"}`, or lists by kind.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipals(node: JsonNode, pointer: string, issues: IssueCollector): Principals {
  const found: { -readonly [K in keyof Principals]: Principals[K] } = {
    aws: [],
    service: [],
    federated: [],
    canonicalUser: [],
  };
  if (node.kind === "string") {
    if (node.value === "*") return { ...found, aws: ["*"] };
    issues.add(
      "wrong-json-type",
      pointer,
      `expected \`*\` or an object with ${KIND_NAMES.join(", ")}, got \`${node.value}\``,
    );
    return found;
  }
  if (node.kind !== "object") {
    const message = `expected \`*\` or an object with ${KIND_NAMES.join(", ")}, got a ${jsonTypeOf(node)}`;
    issues.add("wrong-json-type", pointer, message);
    return found;
  }
  for (const { key, value } of readMembers(node, pointer, issues) ?? []) {
    const at = pointerTo(pointer, key);
    const kind = Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
    if (kind === undefined) {
      issues.add("unknown-principal-kind", at, `got the kind \`${key}\`, expected one of ${KIND_NAMES.join(", ")}`);
    } else {
      found[kind] = readStrings(value, at, issues);
      if (isEmptyList(value)) issues.add("empty-list", at, `the list of \`${key}\` principals is empty`);
    }
  }
  if (node.members.length === 0) issues.add("empty-list", pointer, "the element names no principal");
  return found;
}

/** Whether no principal is named at all. */
export function isEmptyPrincipals(principals: Principals): boolean {
  return Object.values(principals).every((list: readonly string[]) => list.length === 0);
}
