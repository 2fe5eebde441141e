import { knownPrincipals } from "../principals";
import { awsPrincipalForm } from "../principal-forms";
import { awsRule } from "../rule";

export const invalidUserReference = awsRule({
  code: "invalid-user-reference",
  severity: "warning",
  description: "Finds principals that are the unique id of a user.",
  check: (context, report) => {
    for (const [{ text, pointer }] of knownPrincipals(context, "AWS")) {
      if (awsPrincipalForm(text) !== "userId") continue;
      report(pointer, `\`${text}\` is the id of a user, left over when the user was deleted`, "use the ARN of a user");
    }
  },
});
