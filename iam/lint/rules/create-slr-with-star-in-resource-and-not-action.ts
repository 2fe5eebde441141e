import { createServiceLinkedRoleRule } from "../role-grant-rules";

export const createSlrWithStarInResourceAndNotAction = createServiceLinkedRoleRule({
  code: "create-slr-with-star-in-resource-and-not-action",
  actionForm: "notAction",
  resourceForm: "starInResource",
  description: "Finds NotAction that does not exclude `iam:CreateServiceLinkedRole`, with a wildcard in the resource.",
});
