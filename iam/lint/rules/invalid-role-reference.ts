import { knownPrincipals } from "../principals";
import { awsPrincipalForm } from "../principal-forms";
import { awsRule } from "../rule";

export const invalidRoleReference = awsRule({
  code: "invalid-role-reference",
  severity: "warning",
  description: "Finds principals that are the unique id of a role.",
  check: (context, report) => {
    for (const [{ text, pointer }] of knownPrincipals(context, "AWS")) {
      if (awsPrincipalForm(text) !== "roleId") continue;
      report(pointer, `\`${text}\` is the id of a role, left over when the role was deleted`, "use the ARN of a role");
    }
  },
});
