import { ARN_SEGMENTS } from "../arn/arn";
import type { PolicyDocument } from "../document/policy-document";
import { policiesOf, type AccessSubject } from "./access-subject";

const LETTERS = "zqxvjkyhwuftgmdbpncreoisal0123456789";
const LENGTH = 16;
const VARIABLE = /\$\{[^}]*\}/g;

/**
 * A text that no pattern names: one letter many times over, chosen so that no pattern consists of that letter, wildcards,
 * variables and letters of `frame` alone, which is what stands around the text where the patterns are matched.
 */
export function freshText(patterns: readonly string[], frame = ""): string {
  const inFrame = frame.toLowerCase();
  const taken = new Set(patterns.map((pattern) => onlyLetterOf(pattern, inFrame)));
  const letters = LETTERS.split("").filter((letter) => !inFrame.includes(letter));
  const letter = letters.find((one) => !taken.has(one)) ?? "z";
  return letter.repeat(LENGTH);
}

/** The letter of a pattern that asks for no other one beside those of the frame, in lower case; undefined for other patterns. */
function onlyLetterOf(pattern: string, frame: string): string | undefined {
  const text = pattern.includes("${") ? pattern.replace(VARIABLE, "") : pattern;
  let only: string | undefined;
  for (const letter of text.toLowerCase()) {
    if (letter === "*" || letter === "?" || letter === only || frame.includes(letter)) continue;
    if (only !== undefined) return undefined;
    only = letter;
  }
  return only;
}

const names = new WeakMap<PolicyDocument, readonly string[]>();

/** The last segments of ARNs among the entries of Resource and NotResource, and entries that have fewer segments whole. */
export function namesIn(subject: AccessSubject): readonly string[] {
  return policiesOf(subject).flatMap(({ document }) => {
    const found = names.get(document) ?? namesInDocument(document);
    names.set(document, found);
    return found;
  });
}

function namesInDocument({ statements }: PolicyDocument): readonly string[] {
  const resources = statements.flatMap(({ resources = [], notResources = [] }) => [...resources, ...notResources]);
  return resources.map((resource) => {
    const segments = resource.replace(VARIABLE, "*").split(":");
    return segments.length < ARN_SEGMENTS ? resource : segments.slice(ARN_SEGMENTS - 1).join(":");
  });
}
