import { pointerTo } from "../json/json-node";
import type { IssueCollector } from "../parse-issue";
import type { PolicyType, Statement } from "../policy-document";

/** What a policy type asks of the elements of a statement. */
interface ElementRules {
  readonly principal: "required" | "forbidden";
  readonly resource: "required" | "optional" | "forbidden";
}

/**
 * A resource policy may leave Resource out where the service takes the resource it is attached to (ECR repositories).
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
const RULES: Readonly<Record<PolicyType, ElementRules>> = {
  identity: { principal: "forbidden", resource: "required" },
  permissionsBoundary: { principal: "forbidden", resource: "required" },
  session: { principal: "forbidden", resource: "required" },
  scp: { principal: "forbidden", resource: "required" },
  rcp: { principal: "required", resource: "required" },
  resource: { principal: "required", resource: "optional" },
  trust: { principal: "required", resource: "forbidden" },
};

/** Reports elements that the policy type does not know, and those that it misses. */
export function checkElements(statement: Statement, policyType: PolicyType | undefined, issues: IssueCollector): void {
  const hasPrincipal = statement.principals !== undefined || statement.notPrincipals !== undefined;
  const hasResource = statement.resources !== undefined || statement.notResources !== undefined;
  if (policyType === undefined) {
    // No policy type knows a statement with neither.
    if (!hasPrincipal && !hasResource) reportMissingResource(statement, issues);
    return;
  }
  const rules = RULES[policyType];
  if (hasPrincipal && rules.principal === "forbidden") {
    forbid(statement, statement.principals === undefined ? "NotPrincipal" : "Principal", policyType, issues);
  }
  if (!hasPrincipal && rules.principal === "required") {
    const message = "the statement has neither Principal nor NotPrincipal and applies to nobody";
    issues.add("missing-principal", statement.pointer, message);
  }
  if (hasResource && rules.resource === "forbidden") {
    forbid(statement, statement.resources === undefined ? "NotResource" : "Resource", policyType, issues);
  }
  if (!hasResource && rules.resource === "required") reportMissingResource(statement, issues);
}

function reportMissingResource(statement: Statement, issues: IssueCollector): void {
  issues.add("missing-resource", statement.pointer, "the statement has neither Resource nor NotResource");
}

function forbid(statement: Statement, element: string, policyType: PolicyType, issues: IssueCollector): void {
  const message = `a policy of type \`${policyType}\` has no ${element}`;
  issues.add("element-not-allowed", pointerTo(statement.pointer, element), message);
}
