import { resourceTagRule } from "../resource-tags";

export const allowNotactionWithUnsupportedTagConditionKeyForService = resourceTagRule({
  code: "allow-notaction-with-unsupported-tag-condition-key-for-service",
  severity: "suggestion",
  effect: "Allow",
  element: "NotAction",
  consequence: "the statement does not allow them",
  description: "Finds Allow statements with aws:ResourceTag and NotAction.",
});
