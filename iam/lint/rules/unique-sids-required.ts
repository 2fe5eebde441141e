import { duplicateSids } from "../duplicate-sids";
import { awsRule, IDENTITY_TYPES } from "../rule";

export const uniqueSidsRequired = awsRule({
  code: "unique-sids-required",
  severity: "error",
  description: "Finds a Sid that stands twice in a policy that IAM stores.",
  policyTypes: IDENTITY_TYPES,
  check: ({ statements }, report) => {
    for (const [view, sid] of duplicateSids(statements)) {
      report(view.at("Sid"), `an earlier statement has the Sid \`${sid}\` too, which IAM refuses`, "use another Sid");
    }
  },
});
