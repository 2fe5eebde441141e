import { readArnPattern, type ArnPattern } from "../../arn/arn-pattern";
import { readTemplate } from "../../pattern/read-template";
import { literalText, type Template, type TemplateOptions, type TemplatePart } from "../../pattern/template";
import type { IssueCollector } from "../parse-issue";

const ACCOUNT = /^(\d{12}|aws|cloudfront|)$/;
const PARTITION = /^aws(-[a-z]+)*$/;

/**
 * Reports entries of Resource and NotResource that are no ARN, and wildcards and variables where AWS takes none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function checkResources(
  entries: readonly string[],
  options: TemplateOptions,
  pointer: string,
  issues: IssueCollector,
): void {
  for (const entry of entries) {
    const template = readTemplate(entry, options);
    reportMalformedVariables(template, pointer, issues);
    const pattern = readArnPattern(template.parts);
    if (pattern.kind === "never") {
      const message = `\`\${${pattern.variable}}\` stands before the fifth colon of \`${entry}\`, where AWS replaces no variable`;
      issues.add("misplaced-variable", pointer, message);
    } else if (pattern.kind !== "any") checkArnPattern(entry, pattern, template.parts, pointer, issues);
  }
}

/** Reports texts that begin like a variable and are none. */
export function reportMalformedVariables(template: Template, pointer: string, issues: IssueCollector): void {
  for (const text of template.malformedVariables) {
    const message = `\`${text}\` is no policy variable: expected \`\${key}\` or \`\${key, 'default'}\``;
    issues.add("malformed-variable", pointer, message);
  }
}

function checkArnPattern(
  entry: string,
  pattern: ArnPattern,
  parts: readonly TemplatePart[],
  pointer: string,
  issues: IssueCollector,
): void {
  if (parts.some(({ kind }) => kind === "symbol")) return;
  if (pattern.kind !== "segments") {
    if (/^arn:./.test(entry) || /^[*?]/.test(entry)) return;
    issues.add("malformed-arn", pointer, `got \`${entry}\`, expected an ARN or \`*\``);
    return;
  }
  const [arn, partition, service, , account] = pattern.segments.map((segment) => literalText(segment));
  const wrong = [
    arn === "arn" ? "" : "an ARN begins with `arn`",
    partition === undefined || PARTITION.test(partition) ? "" : `\`${partition}\` is no partition`,
    service === "" ? "the service is empty" : "",
    account === undefined || ACCOUNT.test(account) ? "" : `\`${account}\` is no account id of twelve digits`,
  ].find((problem) => problem !== "");
  if (wrong !== undefined) issues.add("malformed-arn", pointer, `\`${entry}\`: ${wrong}`);
  if (service === undefined) {
    issues.add("misplaced-wildcard", pointer, `\`${entry}\` has a wildcard in its service; the service must be named`);
  }
}
