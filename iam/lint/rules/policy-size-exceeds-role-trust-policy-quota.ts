import { policySizeRule } from "../policy-size";

export const policySizeExceedsRoleTrustPolicyQuota = policySizeRule({
  code: "policy-size-exceeds-role-trust-policy-quota",
  severity: "warning",
  policyTypes: ["trust"],
  quota: "trust",
  name: "role trust policies",
});
