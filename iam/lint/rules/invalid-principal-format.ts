import { knownPrincipals } from "../principals";
import { awsPrincipalForm } from "../principal-forms";
import { awsRule } from "../rule";

export const invalidPrincipalFormat = awsRule({
  code: "invalid-principal-format",
  severity: "error",
  description:
    "Finds principals of the kind AWS that are no account, no ARN of a principal, no unique id and not `*`; the parser " +
    "reports a Principal that is no key and value.",
  check: (context, report) => {
    for (const [{ text, pointer, hasWildcard }] of knownPrincipals(context, "AWS")) {
      if (hasWildcard || text.includes("${") || awsPrincipalForm(text) !== "invalid") continue;
      const digits = text.replaceAll("-", "");
      const fix = /^\d{12}$/.test(digits)
        ? `use \`${digits}\``
        : "use a 12-digit account id without hyphens, or the ARN of a user, role or role session";
      report(pointer, `\`${text}\` is no principal of AWS`, fix);
    }
  },
});
