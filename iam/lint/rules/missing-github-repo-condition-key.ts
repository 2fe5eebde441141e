import { GITHUB, oidcTrusts } from "../oidc";
import { awsRule } from "../rule";

export const missingGithubRepoConditionKey = awsRule({
  code: "missing-github-repo-condition-key",
  severity: "securityWarning",
  description: "Finds trust in GitHub Actions without a condition on the repository.",
  policyTypes: ["trust"],
  check: (context, report) => {
    for (const { statement, provider, keyPrefix } of oidcTrusts(context)) {
      if (keyPrefix !== GITHUB || statement.conditionsOn(`${GITHUB}:sub`).length > 0) continue;
      report(
        provider.pointer,
        "workflows of every GitHub repository may assume the role",
        `add a condition on \`${GITHUB}:sub\` that names repository and branch`,
      );
    }
  },
});
