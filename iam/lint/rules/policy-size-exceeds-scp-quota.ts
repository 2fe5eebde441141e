import { policySizeRule } from "../policy-size";

export const policySizeExceedsScpQuota = policySizeRule({
  code: "policy-size-exceeds-scp-quota",
  severity: "error",
  policyTypes: ["scp"],
  quota: "scp",
  name: "service control policies",
});
