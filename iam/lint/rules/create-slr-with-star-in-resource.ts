import { createServiceLinkedRoleRule } from "../role-grant-rules";

export const createSlrWithStarInResource = createServiceLinkedRoleRule({
  code: "create-slr-with-star-in-resource",
  actionForm: "action",
  resourceForm: "starInResource",
  description: "Finds `iam:CreateServiceLinkedRole` with a wildcard in the resource.",
});
