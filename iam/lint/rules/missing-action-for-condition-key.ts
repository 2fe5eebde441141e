import { awsRule } from "../rule";
import { certainlyMatches } from "../value-view";

/** Keys that a caller sets by an action of its own, lower case, with that action. */
const SET_BY: Readonly<Record<string, string>> = {
  "sts:sourceidentity": "sts:SetSourceIdentity",
  "sts:transitivetagkeys": "sts:TagSession",
};

export const missingActionForConditionKey = awsRule({
  code: "missing-action-for-condition-key",
  severity: "error",
  description: "Finds trust policies with a condition on what the caller sets, without the action that lets it be set.",
  policyTypes: ["trust"],
  check: ({ statements }, report) => {
    for (const { isAllow, conditions, actions } of statements) {
      for (const { lowerKey, key, pointer } of conditions) {
        const action = Object.hasOwn(SET_BY, lowerKey) ? SET_BY[lowerKey] : undefined;
        if (!isAllow || action === undefined || actions.some(({ hasSymbol }) => hasSymbol)) continue;
        if (actions.some((view) => view.element === "NotAction" || certainlyMatches(view, action, true))) continue;
        report(pointer, `nobody can set \`${key}\` without \`${action}\``, `add \`${action}\` to Action`);
      }
    }
  },
});
