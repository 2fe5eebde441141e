import { parseIpPrefix } from "../../condition/ip-address";
import { eachFixedValue } from "../condition-rule";
import { awsRule } from "../rule";

export const typeMismatchIpRange = awsRule({
  code: "type-mismatch-ip-range",
  severity: "error",
  description: "Finds values of IP operators that are no address and no CIDR range.",
  check: eachFixedValue(
    ({ family }) => family === "ipAddress",
    ({ text, pointer }, { condition }, report) => {
      if (parseIpPrefix(text) !== undefined) return;
      report(
        pointer,
        `\`${condition.operator}\` compares IP addresses, and \`${text}\` is none: it matches nothing`,
        "use CIDR notation, such as `203.0.113.0/24` or `2001:DB8:1234:5678::/64`",
      );
    },
  ),
});
