import { matchingActions } from "../catalogue-actions";
import { awsRule } from "../rule";

/** The actions that a role's trust policy can grant. */
const TRUST_ACTIONS: ReadonlySet<string> = new Set([
  "assumerole",
  "assumerolewithsaml",
  "assumerolewithwebidentity",
  "setcontext",
  "setsourceidentity",
  "tagsession",
]);

export const unsupportedActionInPolicy = awsRule({
  code: "unsupported-action-in-policy",
  severity: "error",
  description:
    "Finds actions in role trust policies that are none of STS on roles. AWS also judges resource policies against the " +
    "type of their resource, which a document alone does not say: they are not judged.",
  policyTypes: ["trust"],
  needsCatalogue: true,
  check: ({ statements, catalogue }, report) => {
    if (catalogue === undefined) return;
    for (const view of statements.flatMap(({ actions }) => actions)) {
      const matching = matchingActions(view, catalogue);
      if (matching === undefined || matching.length === 0) continue;
      if (matching.some(({ service, name }) => service === "sts" && TRUST_ACTIONS.has(name.toLowerCase()))) continue;
      report(
        view.pointer,
        `\`${view.text}\` is no action on a role that a trust policy can grant`,
        "use `sts:AssumeRole` for principals of AWS, `sts:AssumeRoleWithSAML` or `sts:AssumeRoleWithWebIdentity` for federated ones",
      );
    }
  },
});
