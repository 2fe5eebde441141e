import { privateAddressRule } from "../private-addresses";

export const privateNotIpAddress = privateAddressRule({
  code: "private-not-ip-address",
  severity: "error",
  negated: true,
  share: "all",
  effect: "the condition always holds",
  description: "Finds NotIpAddress conditions on aws:SourceIp with private addresses only.",
});
