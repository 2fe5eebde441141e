import { hasSymbol } from "../../pattern/symbol-placeholder";
import { awsRule, IDENTITY_TYPES } from "../rule";

export const unsupportedSid = awsRule({
  code: "unsupported-sid",
  severity: "error",
  description: "Finds Sids with characters other than ASCII letters and digits, in the policies that IAM stores.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html",
  policyTypes: [...IDENTITY_TYPES, "trust"],
  check: ({ statements }, report) => {
    for (const view of statements) {
      const { sid } = view.statement;
      if (sid === undefined || /^[A-Za-z0-9]*$/.test(sid) || hasSymbol(sid)) continue;
      const only = sid.replaceAll(/[^A-Za-z0-9]/g, "");
      report(
        view.at("Sid"),
        `the Sid \`${sid}\` holds characters other than A-Z, a-z and 0-9, which IAM refuses`,
        only === "" ? "use letters and digits only" : `use \`${only}\``,
      );
    }
  },
});
