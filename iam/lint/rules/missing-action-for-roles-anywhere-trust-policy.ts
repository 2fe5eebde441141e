import { awsRule } from "../rule";
import { certainlyMatches } from "../value-view";

const NEEDED = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"] as const;

export const missingActionForRolesAnywhereTrustPolicy = awsRule({
  code: "missing-action-for-roles-anywhere-trust-policy",
  severity: "error",
  description: "Finds trust policies for IAM Roles Anywhere that lack one of the three actions it needs.",
  policyTypes: ["trust"],
  check: ({ statements }, report) => {
    const trusting = statements.filter(
      ({ isAllow, principals }) => isAllow && principals.some(({ text }) => text === "rolesanywhere.amazonaws.com"),
    );
    const [first] = trusting;
    const actions = trusting.flatMap((statement) => statement.actions);
    if (first === undefined || actions.some(({ hasSymbol, element }) => hasSymbol || element === "NotAction")) return;
    const missing = NEEDED.filter((needed) => !actions.some((view) => certainlyMatches(view, needed, true)));
    if (missing.length === 0) return;
    const list = missing.map((action) => `\`${action}\``).join(", ");
    report(first.at("Action"), `IAM Roles Anywhere cannot assume the role without ${list}`, `add ${list}`);
  },
});
