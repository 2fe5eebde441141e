import { awsRule } from "../rule";

const SESSION = /^arn:([^:]*):(?:sts|iam)::(\d{12}):assumed-role\/([^/]+)\/.+$/;

export const redundantPrincipalInRoleTrustPolicy = awsRule({
  code: "redundant-principal-in-role-trust-policy",
  severity: "suggestion",
  description: "Finds role sessions beside their own role in the Principal of a trust policy.",
  policyTypes: ["trust"],
  check: ({ statements }, report) => {
    for (const { principals } of statements) {
      for (const { text, pointer, element } of principals) {
        const [, partition, account, role] = SESSION.exec(text) ?? [];
        if (partition === undefined || account === undefined || role === undefined) continue;
        const parent = principals.find(
          (other) =>
            other.element === element &&
            other.text.startsWith(`arn:${partition}:iam::${account}:role/`) &&
            other.text.endsWith(`/${role}`),
        );
        if (parent === undefined) continue;
        report(pointer, `the session \`${text}\` is covered by its role \`${parent.text}\``, "remove the session");
      }
    }
  },
});
