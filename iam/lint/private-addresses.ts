import { parseIpPrefix, type IpPrefix } from "../condition/ip-address";
import { fixedValues, knownConditions } from "./condition-rule";
import { isPrivate } from "./ip-range";
import type { LintContext } from "./lint-context";
import { awsRule, type Rule } from "./rule";
import type { Severity } from "./finding";

/** Which conditions on aws:SourceIp a rule of this family finds. */
export interface PrivateAddressForm {
  readonly code: string;
  readonly severity: Severity;
  readonly negated: boolean;
  /** All values are private, or some of them. */
  readonly share: "all" | "some";
  readonly effect: string;
  readonly description: string;
}

/** A rule on private addresses under aws:SourceIp, which holds the address that AWS sees: a public one. */
export function privateAddressRule(form: PrivateAddressForm): Rule {
  return awsRule({
    code: form.code,
    severity: form.severity,
    description: form.description,
    check: (context, report) => {
      for (const { pointer, isPrivateOnly, privateTexts } of privateConditions(context, form.negated)) {
        if (isPrivateOnly !== (form.share === "all")) continue;
        const list = privateTexts.map((text) => `\`${text}\``).join(", ");
        report(
          pointer,
          `aws:SourceIp holds public addresses only, and ${list} ${privateTexts.length === 1 ? "is" : "are"} private: ${form.effect}`,
          "use public ranges, or aws:VpcSourceIp for requests through a VPC endpoint",
        );
      }
    },
  });
}

function privateConditions(context: LintContext, negated: boolean) {
  return knownConditions(context).flatMap(({ lowerKey, operator, values, pointer }) => {
    if (lowerKey !== "aws:sourceip" || operator.family !== "ipAddress" || operator.negated !== negated) return [];
    const fixed = fixedValues(values);
    const ranges = fixed.map(({ text }) => parseIpPrefix(text));
    if (fixed.length < values.length || ranges.includes(undefined)) return [];
    const privateTexts = fixed.filter((_, index) => isPrivateAt(ranges, index)).map(({ text }) => text);
    if (privateTexts.length === 0) return [];
    return [{ pointer, privateTexts, isPrivateOnly: privateTexts.length === values.length }];
  });
}

function isPrivateAt(ranges: readonly (IpPrefix | undefined)[], index: number): boolean {
  const range = ranges[index];
  return range !== undefined && isPrivate(range);
}
