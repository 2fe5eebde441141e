import { duplicateSids } from "../duplicate-sids";
import { awsRule } from "../rule";

export const uniqueSidsRecommended = awsRule({
  code: "unique-sids-recommended",
  severity: "warning",
  description: "Finds a Sid that stands twice in a policy whose service may accept it.",
  policyTypes: ["resource", "trust", "scp", "rcp"],
  check: ({ statements }, report) => {
    for (const [view, sid] of duplicateSids(statements)) {
      report(view.at("Sid"), `an earlier statement has the Sid \`${sid}\` too`, "use another Sid");
    }
  },
});
