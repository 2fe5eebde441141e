import { createServiceLinkedRoleRule } from "../role-grant-rules";

export const createSlrWithStarInActionAndResource = createServiceLinkedRoleRule({
  code: "create-slr-with-star-in-action-and-resource",
  actionForm: "starInAction",
  resourceForm: "starInResource",
  description: "Finds an action pattern that includes `iam:CreateServiceLinkedRole`, with a wildcard in the resource.",
});
