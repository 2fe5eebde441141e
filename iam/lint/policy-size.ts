import type { PolicyType } from "../document/policy-document";
import { smallestSize } from "./document-size";
import type { Severity } from "./finding";
import type { Quotas } from "./quotas";
import { awsRule, type Rule } from "./rule";

/** Which quota a rule of this family compares with. */
export interface PolicySizeForm {
  readonly code: string;
  readonly severity: Severity;
  readonly policyTypes: readonly PolicyType[];
  readonly quota: keyof Quotas;
  readonly name: string;
}

/** A rule on documents that are larger than AWS stores, however they are written; it may miss what only white space exceeds. */
export function policySizeRule(form: PolicySizeForm): Rule {
  return awsRule({
    code: form.code,
    severity: form.severity,
    description: `Finds ${form.name} that exceed the quota of characters, even without white space.`,
    policyTypes: form.policyTypes,
    check: ({ document, quotas }, report) => {
      const size = smallestSize(document);
      const quota = quotas[form.quota];
      if (size <= quota) return;
      report("", `the policy has at least ${size} characters without white space, and AWS stores ${quota}`, "split it");
    },
  });
}
