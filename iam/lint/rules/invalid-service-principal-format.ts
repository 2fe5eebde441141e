import { fixedValues, knownConditions } from "../condition-rule";
import { knownPrincipals } from "../principals";
import { isServicePrincipal, servicePrincipalFix } from "../principal-forms";
import { awsRule } from "../rule";

/** Condition keys whose values are service principals. */
const KEYS: ReadonlySet<string> = new Set(["aws:principalservicename", "iam:passedtoservice", "iam:awsservicename"]);

export const invalidServicePrincipalFormat = awsRule({
  code: "invalid-service-principal-format",
  severity: "error",
  description:
    "Finds service principals, in Principal and in conditions, that are not of the form service.amazonaws.com.",
  check: (context, report) => {
    for (const [{ text, pointer, hasWildcard }] of knownPrincipals(context, "Service")) {
      if (hasWildcard || text.includes("${") || isServicePrincipal(text)) continue;
      const message =
        text === "" ? "the service principal is empty: nobody is trusted" : `\`${text}\` is no service principal`;
      report(pointer, message, servicePrincipalFix(text));
    }
    for (const { lowerKey, key, operator, values } of knownConditions(context)) {
      if (!KEYS.has(lowerKey) || operator.family !== "string") continue;
      for (const { text, pointer, hasWildcard } of fixedValues(values)) {
        if (hasWildcard || isServicePrincipal(text)) continue;
        report(pointer, `\`${key}\` holds service principals, and \`${text}\` is none`, servicePrincipalFix(text));
      }
    }
  },
});
