import { pointerTo } from "../json/json-node";
import type { IssueCollector } from "../parse-issue";
import type { PolicyType, Statement } from "../policy-document";

const STS_ACTION = /^sts:/i;
const IAM_SID = /^[A-Za-z0-9]*$/;

/** Reports what a policy type refuses beyond the elements it knows. */
export function checkPolicyTypeValues(
  statement: Statement,
  policyType: PolicyType | undefined,
  issues: IssueCollector,
): void {
  if (policyType === "trust") checkTrustActions(statement, issues);
  if (policyType === "rcp") checkRcp(statement, issues);
  const isIam = policyType !== undefined && policyType !== "resource";
  if (isIam && statement.sid !== undefined && !IAM_SID.test(statement.sid)) {
    const message = `got the Sid \`${statement.sid}\`, expected letters and digits only`;
    issues.add("malformed-sid", pointerTo(statement.pointer, "Sid"), message);
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
function checkTrustActions(statement: Statement, issues: IssueCollector): void {
  for (const action of statement.actions ?? statement.notActions ?? []) {
    if (action === "*" || STS_ACTION.test(action)) continue;
    const element = statement.actions === undefined ? "NotAction" : "Action";
    const message = `a trust policy has actions of STS only, got \`${action}\``;
    issues.add("unsupported-in-policy-type", pointerTo(statement.pointer, element), message);
  }
}

/**
 * Customers write Deny statements for everybody; the one Allow is AWS's own RCPFullAWSAccess.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
function checkRcp(statement: Statement, issues: IssueCollector): void {
  const report = (element: string, message: string): void => {
    issues.add("unsupported-in-policy-type", pointerTo(statement.pointer, element), message);
  };
  const isFullAccess = statement.actions?.join() === "*" && statement.resources?.join() === "*";
  if (statement.effect === "Allow" && !isFullAccess) report("Effect", "an RCP has Deny statements only");
  if (statement.notPrincipals !== undefined) report("NotPrincipal", "an RCP has no NotPrincipal");
  if (statement.notActions !== undefined) report("NotAction", "an RCP has no NotAction");
  const { principals } = statement;
  if (principals !== undefined && Object.values(principals).flat().join() !== "*") {
    report("Principal", "an RCP has the Principal `*` only");
  }
}
