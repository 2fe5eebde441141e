import { pointerTo } from "../json/json-node";
import type { IssueCollector } from "../parse-issue";
import type { PolicyDocument, PolicyType, Statement } from "../policy-document";
import { checkActions } from "./check-actions";
import { checkCondition } from "./check-conditions";
import { checkPolicyTypeValues } from "./check-policy-type";
import { checkPrincipals } from "./check-principals";
import { checkResources } from "./check-resources";

/** Reports values of the statements that have a wrong form, and Sids that stand twice. */
export function checkValues(
  document: PolicyDocument,
  policyType: PolicyType | undefined,
  issues: IssueCollector,
): void {
  checkSids(document, issues);
  for (const statement of document.statements) {
    checkStatementValues(document, statement, issues);
    checkPolicyTypeValues(statement, policyType, issues);
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function checkSids(document: PolicyDocument, issues: IssueCollector): void {
  const seen = new Set<string>();
  for (const { sid, pointer } of document.statements) {
    if (sid === undefined || sid === "") continue;
    if (seen.has(sid)) {
      issues.add("duplicate-sid", pointerTo(pointer, "Sid"), `another statement has the Sid \`${sid}\` too`);
    }
    seen.add(sid);
  }
}

function checkStatementValues(document: PolicyDocument, statement: Statement, issues: IssueCollector): void {
  const options = {
    wildcards: true,
    variables: document.version === "2012-10-17",
    symbolCount: document.symbols.length,
  };
  const at = (element: string): string => pointerTo(statement.pointer, element);
  checkActions(statement.actions ?? [], at("Action"), issues);
  checkActions(statement.notActions ?? [], at("NotAction"), issues);
  checkResources(statement.resources ?? [], options, at("Resource"), issues);
  checkResources(statement.notResources ?? [], options, at("NotResource"), issues);
  if (statement.principals) checkPrincipals(statement.principals, at("Principal"), issues);
  if (statement.notPrincipals) checkPrincipals(statement.notPrincipals, at("NotPrincipal"), issues);
  for (const condition of statement.conditions) checkCondition(condition, options, issues);
}
