import { passRoleRule } from "../role-grant-rules";

export const passRoleWithNotActionAndNotResource = passRoleRule({
  code: "pass-role-with-not-action-and-not-resource",
  actionForm: "notAction",
  resourceForm: "notResource",
  description: "Finds NotAction that does not exclude `iam:PassRole`, with NotResource.",
});
