import { policySizeRule } from "../policy-size";

export const policySizeExceedsResourcePolicyQuota = policySizeRule({
  code: "policy-size-exceeds-resource-policy-quota",
  severity: "warning",
  policyTypes: ["resource"],
  quota: "resource",
  name: "resource policies",
});
