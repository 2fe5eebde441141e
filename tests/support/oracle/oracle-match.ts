/** Wildcard matching by its definition, in exponential time: for tiny texts only. `quote` makes a character literal. */
export function wildcardMatch(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const first = pattern.charAt(0);
  const tail = pattern.slice(1);
  if (first === "*") {
    for (let skip = 0; skip <= text.length; skip++) if (wildcardMatch(tail, text.slice(skip))) return true;
    return false;
  }
  if (text === "") return false;
  const same = first === "?" || unescape(first) === text[0];
  return same && wildcardMatch(tail, text.slice(1));
}

/** Private-use characters that stand for characters without their special meaning. */
const ESCAPES: Readonly<Record<string, string>> = { "\ue000": "*", "\ue001": "?" };

/** The text as a pattern that matches only itself. */
export function quote(text: string): string {
  return text.replaceAll("*", "\ue000").replaceAll("?", "\ue001");
}

function unescape(character: string): string {
  return ESCAPES[character] ?? character;
}

/**
 * Replaces the variables of a text, as the user guide describes them: values are text, a default stands in for a missing
 * key. Undefined when a variable has no value.
 */
export function substitute(
  text: string,
  lookUp: (key: string) => string | readonly string[] | undefined,
): string | undefined {
  const missing: string[] = [];
  const result = text.replaceAll(/\$\{([^}']*)(?:'([^']*)')?\s*\}/g, (_whole, inner: string, fallback?: string) => {
    const key = inner.replace(",", "").trim();
    if (key === "*" || key === "?") return quote(key);
    if (key === "$") return "$";
    const value = lookUp(key);
    if (typeof value === "string") return quote(value);
    if (fallback !== undefined) return quote(fallback);
    missing.push(key);
    return "";
  });
  return missing.length === 0 ? result : undefined;
}
