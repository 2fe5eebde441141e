import { passRoleRule } from "../role-grant-rules";

export const passRoleWithStarInResource = passRoleRule({
  code: "pass-role-with-star-in-resource",
  actionForm: "action",
  resourceForm: "starInResource",
  description: "Finds `iam:PassRole` with a wildcard in the resource.",
});
