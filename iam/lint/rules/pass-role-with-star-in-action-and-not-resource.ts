import { passRoleRule } from "../role-grant-rules";

export const passRoleWithStarInActionAndNotResource = passRoleRule({
  code: "pass-role-with-star-in-action-and-not-resource",
  actionForm: "starInAction",
  resourceForm: "notResource",
  description: "Finds an action pattern that includes `iam:PassRole`, with NotResource.",
});
