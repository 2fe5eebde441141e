import { pointerTo, type JsonNode } from "./json/json-node";
import { parseConditions } from "./parse-conditions";
import type { IssueCollector, ParseIssueCode } from "./parse-issue";
import { isEmptyPrincipals, parsePrincipals } from "./parse-principals";
import type { Statement } from "./policy-document";
import { isEmptyList, readMembers, readString, readStrings } from "./read-members";

type StatementDraft = { -readonly [K in keyof Statement]: Statement[K] };
type ElementReader = (draft: StatementDraft, node: JsonNode, pointer: string, issues: IssueCollector) => void;

/** Reads one list element of a statement into the property of the model. */
function list(property: "actions" | "notActions" | "resources" | "notResources"): ElementReader {
  return (draft, node, pointer, issues) => {
    const values = readStrings(node, pointer, issues);
    draft[property] = values;
    if (!isEmptyList(node)) return;
    // AWS refuses both; an empty list matches nothing, but its complement would match everything.
    const code: ParseIssueCode = property.startsWith("not") ? "empty-complement" : "empty-list";
    issues.add(code, pointer, "the list is empty");
  };
}

const ELEMENTS: Readonly<Record<string, ElementReader>> = {
  Sid: (draft, node, pointer, issues) => {
    const sid = readString(node, pointer, issues);
    if (sid !== undefined) draft.sid = sid;
  },
  Effect: (draft, node, pointer, issues) => {
    const effect = readString(node, pointer, issues);
    if (effect === "Allow" || effect === "Deny") draft.effect = effect;
    else if (effect !== undefined) {
      issues.add("invalid-effect", pointer, `got \`${effect}\`, expected \`Allow\` or \`Deny\``);
    }
  },
  Principal: (draft, node, pointer, issues) => {
    draft.principals = parsePrincipals(node, pointer, issues);
  },
  NotPrincipal: (draft, node, pointer, issues) => {
    draft.notPrincipals = parsePrincipals(node, pointer, issues);
    if (isEmptyPrincipals(draft.notPrincipals))
      issues.add("empty-complement", pointer, "the element names no principal");
  },
  Action: list("actions"),
  NotAction: list("notActions"),
  Resource: list("resources"),
  NotResource: list("notResources"),
  Condition: (draft, node, pointer, issues) => {
    draft.conditions = parseConditions(node, pointer, issues);
  },
};

/**
 * Reads one statement; all issues go to `issues`. Undefined only if the node is no object.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parseStatement(node: JsonNode, pointer: string, issues: IssueCollector): Statement | undefined {
  const members = readMembers(node, pointer, issues);
  if (members === undefined) return undefined;
  const draft: StatementDraft = { effect: "Deny", conditions: [], pointer };
  for (const { key, value } of members) {
    const reader = Object.hasOwn(ELEMENTS, key) ? ELEMENTS[key] : undefined;
    if (reader === undefined) {
      const message = `got the element \`${key}\`, expected one of ${Object.keys(ELEMENTS).join(", ")}`;
      issues.add("unknown-statement-element", pointerTo(pointer, key), message);
    } else reader(draft, value, pointerTo(pointer, key), issues);
  }
  if (!members.some(({ key }) => key === "Effect"))
    issues.add("missing-effect", pointer, "the statement has no Effect");
  reportPairs(draft, pointer, issues);
  return draft;
}

/** Of each pair one element at most may stand; an action must. */
function reportPairs(statement: Statement, pointer: string, issues: IssueCollector): void {
  const both = (a: unknown, b: unknown): boolean => a !== undefined && b !== undefined;
  if (both(statement.actions, statement.notActions)) {
    issues.add("action-and-not-action", pointer, "the statement has both Action and NotAction");
  }
  if (both(statement.resources, statement.notResources)) {
    issues.add("resource-and-not-resource", pointer, "the statement has both Resource and NotResource");
  }
  if (both(statement.principals, statement.notPrincipals)) {
    issues.add("principal-and-not-principal", pointer, "the statement has both Principal and NotPrincipal");
  }
  if (statement.actions === undefined && statement.notActions === undefined) {
    issues.add("missing-action", pointer, "the statement has neither Action nor NotAction");
  }
}
