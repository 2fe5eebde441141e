import { privateAddressRule } from "../private-addresses";

export const privateIpAddressSubset = privateAddressRule({
  code: "private-ip-address-subset",
  severity: "suggestion",
  negated: false,
  share: "some",
  effect: "no request comes from there",
  description: "Finds IpAddress conditions on aws:SourceIp with private addresses among public ones.",
});
