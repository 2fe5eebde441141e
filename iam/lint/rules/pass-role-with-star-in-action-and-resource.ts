import { passRoleRule } from "../role-grant-rules";

export const passRoleWithStarInActionAndResource = passRoleRule({
  code: "pass-role-with-star-in-action-and-resource",
  actionForm: "starInAction",
  resourceForm: "starInResource",
  description: "Finds an action pattern that includes `iam:PassRole`, with a wildcard in the resource.",
});
