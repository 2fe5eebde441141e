import { privateAddressRule } from "../private-addresses";

export const privateIpAddress = privateAddressRule({
  code: "private-ip-address",
  severity: "error",
  negated: false,
  share: "all",
  effect: "the condition never holds",
  description: "Finds IpAddress conditions on aws:SourceIp with private addresses only.",
});
