import { passRoleRule } from "../role-grant-rules";

export const passRoleWithStarInResourceAndNotAction = passRoleRule({
  code: "pass-role-with-star-in-resource-and-not-action",
  actionForm: "notAction",
  resourceForm: "starInResource",
  description: "Finds NotAction that does not exclude `iam:PassRole`, with a wildcard in the resource.",
});
