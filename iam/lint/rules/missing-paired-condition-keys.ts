import { knownConditions } from "../condition-rule";
import { awsRule } from "../rule";

/** Keys that mean little alone, with the keys of which one should stand beside them; lower case. */
const PAIRS: Readonly<Record<string, { readonly anyOf: readonly string[]; readonly names: string }>> = {
  "aws:vpcsourceip": {
    anyOf: ["aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "aws:ec2instancesourcevpc"],
    names: "`aws:SourceVpc` or `aws:SourceVpce`",
  },
};

export const missingPairedConditionKeys = awsRule({
  code: "missing-paired-condition-keys",
  severity: "securityWarning",
  description: "Finds aws:VpcSourceIp without the VPC: private addresses are not unique.",
  check: (context, report) => {
    for (const { statement, lowerKey, key, pointer } of knownConditions(context)) {
      const pair = Object.hasOwn(PAIRS, lowerKey) ? PAIRS[lowerKey] : undefined;
      if (pair === undefined || pair.anyOf.some((other) => statement.conditionsOn(other).length > 0)) continue;
      report(pointer, `the address in \`${key}\` exists in many VPCs`, `add a condition on ${pair.names}`);
    }
  },
});
