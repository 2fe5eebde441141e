import { arnViews, candidates } from "../arn-view";
import { awsRule } from "../rule";

export const missingArnAccount = awsRule({
  code: "missing-arn-account",
  severity: "error",
  description: "Finds ARNs without an account whose resource types have one.",
  needsCatalogue: true,
  check: (context, report) => {
    if (context.catalogue === undefined) return;
    for (const view of arnViews(context)) {
      if (view.account.text !== "") continue;
      const accounts = candidates(view, context.catalogue)?.accounts ?? [];
      if (accounts.length === 0 || accounts.some((use) => use === "empty" || use === "optional")) continue;
      report(
        view.resource.pointer,
        "ARNs of this resource type have an account",
        "name the 12-digit account id, or use `*`",
      );
    }
  },
});
