import { resourceTagRule } from "../resource-tags";

export const denyNotactionWithUnsupportedTagConditionKeyForService = resourceTagRule({
  code: "deny-notaction-with-unsupported-tag-condition-key-for-service",
  severity: "securityWarning",
  effect: "Deny",
  element: "NotAction",
  consequence: "the statement does not deny them",
  description: "Finds Deny statements with aws:ResourceTag and NotAction.",
});
