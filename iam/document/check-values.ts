import { readTemplate } from "../pattern/read-template";
import { pointerTo } from "./json/json-node";
import type { IssueCollector } from "./parse-issue";
import type { PolicyDocument, PolicyType, Statement } from "./policy-document";

/** Reports values of the statements that have a wrong form, and Sids that stand twice. */
export function checkValues(
  document: PolicyDocument,
  _policyType: PolicyType | undefined,
  issues: IssueCollector,
): void {
  checkSids(document, issues);
  for (const statement of document.statements) checkVariables(document, statement, issues);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function checkSids(document: PolicyDocument, issues: IssueCollector): void {
  const seen = new Set<string>();
  for (const { sid, pointer } of document.statements) {
    if (sid === undefined || sid === "") continue;
    if (seen.has(sid))
      issues.add("duplicate-sid", pointerTo(pointer, "Sid"), `another statement has the Sid \`${sid}\` too`);
    seen.add(sid);
  }
}

function checkVariables(document: PolicyDocument, statement: Statement, issues: IssueCollector): void {
  const options = {
    wildcards: true,
    variables: document.version === "2012-10-17",
    symbolCount: document.symbols.length,
  };
  const check = (values: readonly string[] | undefined, pointer: string): void => {
    for (const value of values ?? []) {
      for (const text of readTemplate(value, options).malformedVariables) {
        issues.add(
          "malformed-variable",
          pointer,
          `\`${text}\` is no policy variable: expected \`\${key}\` or \`\${key, 'default'}\``,
        );
      }
    }
  };
  check(statement.resources, pointerTo(statement.pointer, "Resource"));
  check(statement.notResources, pointerTo(statement.pointer, "NotResource"));
  for (const condition of statement.conditions) check(condition.values, condition.pointer);
}
