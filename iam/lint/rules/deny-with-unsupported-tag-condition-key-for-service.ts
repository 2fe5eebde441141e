import { resourceTagRule } from "../resource-tags";

export const denyWithUnsupportedTagConditionKeyForService = resourceTagRule({
  code: "deny-with-unsupported-tag-condition-key-for-service",
  severity: "securityWarning",
  effect: "Deny",
  element: "Action",
  consequence: "the statement does not deny them",
  description: "Finds Deny statements with aws:ResourceTag and actions that do not support it.",
});
