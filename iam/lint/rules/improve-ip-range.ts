import { parseIpPrefix } from "../../condition/ip-address";
import { eachFixedValue } from "../condition-rule";
import { formatNetwork, networkAddress } from "../ip-range";
import { awsRule } from "../rule";

export const improveIpRange = awsRule({
  code: "improve-ip-range",
  severity: "suggestion",
  description: "Finds IP ranges with bits set after their prefix, which AWS ignores.",
  check: eachFixedValue(
    ({ family }) => family === "ipAddress",
    ({ text, pointer }, _condition, report) => {
      const range = parseIpPrefix(text);
      if (range === undefined || networkAddress(range) === range.address) return;
      report(pointer, `the bits of \`${text}\` after the prefix are ignored`, `use \`${formatNetwork(range)}\``);
    },
  ),
});
