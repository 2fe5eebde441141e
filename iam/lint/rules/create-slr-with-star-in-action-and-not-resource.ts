import { createServiceLinkedRoleRule } from "../role-grant-rules";

export const createSlrWithStarInActionAndNotResource = createServiceLinkedRoleRule({
  code: "create-slr-with-star-in-action-and-not-resource",
  actionForm: "starInAction",
  resourceForm: "notResource",
  description: "Finds an action pattern that includes `iam:CreateServiceLinkedRole`, with NotResource.",
});
