import { policySizeRule } from "../policy-size";
import { IDENTITY_TYPES } from "../rule";

export const policySizeExceedsIdentityPolicyQuota = policySizeRule({
  code: "policy-size-exceeds-identity-policy-quota",
  severity: "warning",
  policyTypes: IDENTITY_TYPES,
  quota: "identity",
  name: "identity policies",
});
