import { knownConditions } from "../condition-rule";
import { GITHUB } from "../oidc";
import { awsRule } from "../rule";

export const specificGithubRepoAndBranchRecommended = awsRule({
  code: "specific-github-repo-and-branch-recommended",
  severity: "warning",
  description: "Finds wildcards in the subject of GitHub Actions tokens, unless the branch is fixed by another key.",
  policyTypes: ["trust"],
  check: (context, report) => {
    for (const { statement, lowerKey, operator, values } of knownConditions(context)) {
      if (lowerKey !== `${GITHUB}:sub` || !statement.isAllow || operator.negated || !operator.wildcards) continue;
      const hasBranch = statement.conditionsOn(`${GITHUB}:ref`).length > 0;
      for (const { text, pointer, hasWildcard } of values) {
        if (!hasWildcard || (hasBranch && /^repo:[^/*?:]+\/[^/*?:]+:/.test(text))) continue;
        report(
          pointer,
          `\`${text}\` lets more workflows assume the role than those of one repository and branch`,
          "name repository and branch: `repo:ORGANIZATION/REPOSITORY:ref:refs/heads/BRANCH`",
        );
      }
    }
  },
});
