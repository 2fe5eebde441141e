import { resourceTagRule } from "../resource-tags";

export const allowWithUnsupportedTagConditionKeyForService = resourceTagRule({
  code: "allow-with-unsupported-tag-condition-key-for-service",
  severity: "suggestion",
  effect: "Allow",
  element: "Action",
  consequence: "the statement does not allow them",
  description: "Finds Allow statements with aws:ResourceTag and actions that do not support it.",
});
