import { createServiceLinkedRoleRule } from "../role-grant-rules";

export const createSlrWithNotActionAndNotResource = createServiceLinkedRoleRule({
  code: "create-slr-with-not-action-and-not-resource",
  actionForm: "notAction",
  resourceForm: "notResource",
  description: "Finds NotAction that does not exclude `iam:CreateServiceLinkedRole`, with NotResource.",
});
