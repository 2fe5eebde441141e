import { statementsOf, type AccessSubject } from "./access-subject";

const LETTERS = "zqxvjkyhwuftgmdbpncreoisal0123456789";
const LENGTH = 16;
const VARIABLE = /\$\{[^}]*\}/g;

/**
 * A text that no pattern names: one letter many times over, chosen so that no pattern consists of that letter, wildcards,
 * variables and letters of `frame` alone, which is what stands around the text where the patterns are matched.
 */
export function freshText(patterns: readonly string[], frame = ""): string {
  const taken = new Set(patterns.map((pattern) => lettersOf(pattern, frame)));
  const letters = LETTERS.split("").filter((letter) => !frame.toLowerCase().includes(letter));
  const letter = letters.find((one) => !taken.has(one)) ?? "z";
  return letter.repeat(LENGTH);
}

/** The different letters that a pattern asks for, beside those of the frame. */
function lettersOf(pattern: string, frame: string): string {
  const ignored = new Set(`*?${frame.toLowerCase()}`);
  const letters = pattern.replace(VARIABLE, "").toLowerCase().split("");
  return [...new Set(letters.filter((letter) => !ignored.has(letter)))].join("");
}

/** The entries of all Resource and NotResource elements. */
function resourcesIn(subject: AccessSubject): readonly string[] {
  return statementsOf(subject).flatMap(({ resources = [], notResources = [] }) => [...resources, ...notResources]);
}

/** The last segments of ARNs among the entries, and entries that have fewer segments whole. */
export function namesIn(subject: AccessSubject): readonly string[] {
  return resourcesIn(subject).map((resource) => {
    const segments = resource.replace(VARIABLE, "*").split(":");
    return segments.length < 6 ? resource : segments.slice(5).join(":");
  });
}
