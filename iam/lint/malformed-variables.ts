import { pointerTo } from "../document/json/json-node";
import type { ParseIssue } from "../document/parse-issue";
import { readTemplate } from "../pattern/read-template";
import type { Finding } from "./finding";
import { valueAt } from "./json-pointer";

/** Which of AWS's codes a text is that begins like a policy variable and is none, with what to write. */
function codeOf(text: string): readonly [code: string, fix: string] {
  if (!text.endsWith("}")) return ["missing-brace-in-variable", "add `}` after the variable"];
  const inner = text.slice(2, -1);
  if (inner.trim() === "") return ["empty-variable", "name a condition key between the braces, or remove them"];
  const comma = inner.indexOf(",");
  const name = (comma < 0 ? inner : inner.slice(0, comma)).trim();
  if (/\s/.test(name)) return ["unsupported-space-in-variable", `use \`\${${name.replaceAll(/\s/g, "")}}\``];
  if (comma < 0) return ["unsupported-symbol-in-variable", "use `${key}` or `${key, 'default'}`"];
  return [
    "missing-quote-in-variable",
    `use \`\${${name}, '${inner
      .slice(comma + 1)
      .trim()
      .replaceAll(/^'|'$/g, "")}'}\``,
  ];
}

/** The findings for the values in which parsing saw malformed variables, each with its own place. */
export function variableFindings(issues: readonly ParseIssue[], json: unknown): Finding[] {
  const places = new Set(issues.filter(({ code }) => code === "malformed-variable").map(({ pointer }) => pointer));
  return [...places].flatMap((pointer) =>
    textsAt(valueAt(json, pointer), pointer).flatMap(([text, at]) => judge(text, at)),
  );
}

function judge(value: string, pointer: string): Finding[] {
  return [...value.matchAll(/\$\{[^}]*\}?/g)].flatMap(([text]) => {
    const { malformedVariables } = readTemplate(text, { wildcards: true, variables: true, symbolCount: 0 });
    if (malformedVariables.length === 0) return [];
    const [code, fix] = codeOf(text);
    return [{ code, severity: "error" as const, pointer, message: `\`${text}\` is no policy variable`, fix }];
  });
}

function textsAt(value: unknown, pointer: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[value, pointer]];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) => textsAt(item, pointerTo(pointer, index)));
}
