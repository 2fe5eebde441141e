import { arnViews, candidates } from "../arn-view";
import { awsRule } from "../rule";

/** Texts that AWS's own resources have in the place of the account. */
const OWN_ACCOUNTS: ReadonlySet<string> = new Set([
  "aws",
  "aws-managed",
  "aws-marketplace",
  "amazon",
  "cloudfront",
  "third-party",
]);

export const invalidArnAccount = awsRule({
  code: "invalid-arn-account",
  severity: "error",
  description: "Finds ARNs whose account is not twelve digits: placeholders of examples, and ids with hyphens.",
  check: (context, report) => {
    for (const view of arnViews(context)) {
      const account = view.account.text;
      if (view.prefix.text !== "arn" || account === undefined || account === "") continue;
      if (/^\d{12}$/.test(account) || OWN_ACCOUNTS.has(account)) continue;
      const uses = context.catalogue === undefined ? [] : (candidates(view, context.catalogue)?.accounts ?? []);
      if (uses.some((use) => typeof use === "object" && use.literal === account)) continue;
      if (uses.length > 0 && uses.every((use) => use === "empty")) continue;
      const digits = account.replaceAll("-", "");
      const isPlaceholder = /[A-Z]{3}|account/i.test(account);
      const fix = /^\d{12}$/.test(digits) ? `use \`${digits}\`` : "use a 12-digit account id without hyphens";
      report(
        view.resource.pointer,
        `\`${account}\` is ${isPlaceholder ? "a placeholder" : "no account id"}: the ARN matches no resource`,
        fix,
      );
    }
  },
});
