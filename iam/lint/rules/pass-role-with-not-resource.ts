import { passRoleRule } from "../role-grant-rules";

export const passRoleWithNotResource = passRoleRule({
  code: "pass-role-with-not-resource",
  actionForm: "action",
  resourceForm: "notResource",
  description: "Finds `iam:PassRole` with NotResource.",
});
