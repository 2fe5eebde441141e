import type { IssueCollector } from "../parse-issue";

const ACTION = /^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/;

/**
 * Reports entries of Action and NotAction that AWS refuses: no service prefix, a wildcard in it, other characters.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function checkActions(entries: readonly string[], pointer: string, issues: IssueCollector): void {
  for (const entry of entries) {
    if (entry === "*" || entry === "*:*" || ACTION.test(entry)) continue;
    if (/^[^:]*[*?][^:]*:./.test(entry)) {
      issues.add(
        "misplaced-wildcard",
        pointer,
        `\`${entry}\` has a wildcard in its service; the service must be named`,
      );
    } else {
      issues.add("malformed-action", pointer, `got \`${entry}\`, expected \`service:Action\` or \`*\``);
    }
  }
}
