import { createServiceLinkedRoleRule } from "../role-grant-rules";

export const createSlrWithNotResource = createServiceLinkedRoleRule({
  code: "create-slr-with-not-resource",
  actionForm: "action",
  resourceForm: "notResource",
  description: "Finds `iam:CreateServiceLinkedRole` with NotResource.",
});
