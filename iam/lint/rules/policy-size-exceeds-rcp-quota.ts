import { policySizeRule } from "../policy-size";

export const policySizeExceedsRcpQuota = policySizeRule({
  code: "policy-size-exceeds-rcp-quota",
  severity: "error",
  policyTypes: ["rcp"],
  quota: "rcp",
  name: "resource control policies",
});
