import { arnViews, candidates } from "../arn-view";
import { awsRule } from "../rule";

export const arnAccountNotAllowed = awsRule({
  code: "arn-account-not-allowed",
  severity: "error",
  description: "Finds ARNs with an account whose resource types have none.",
  needsCatalogue: true,
  check: (context, report) => {
    if (context.catalogue === undefined) return;
    for (const view of arnViews(context)) {
      const { text } = view.account;
      if (text === undefined || text === "") continue;
      const accounts = candidates(view, context.catalogue)?.accounts ?? [];
      if (accounts.length === 0 || !accounts.every((use) => use === "empty")) continue;
      report(
        view.resource.pointer,
        `ARNs of this resource type have no account, got \`${text}\``,
        "leave the account empty",
      );
    }
  },
});
