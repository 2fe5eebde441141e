import { privateAddressRule } from "../private-addresses";

export const privateNotIpAddressSubset = privateAddressRule({
  code: "private-not-ip-address-subset",
  severity: "suggestion",
  negated: true,
  share: "some",
  effect: "excluding them has no effect",
  description: "Finds NotIpAddress conditions on aws:SourceIp with private addresses among public ones.",
});
