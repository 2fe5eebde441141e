import { expect } from "chai";
import { iamPolicyDisallowAdminAccess } from "../../policies/iam/iam-policy-disallow-admin-access";
import { runPolicy, type Report } from "../support/policy-run";

const reportsOf = (policy: unknown, onUnknown: string): readonly Report[] => {
  const document = { type: "aws:iam/rolePolicy:RolePolicy", name: "app", outputs: { role: "web", policy } };
  return runPolicy(iamPolicyDisallowAdminAccess, { resources: [document], config: { onUnknown } }).reports;
};

describe("what is not verified", () => {
  for (const [what, policy] of [
    ["a document that is not known", { $unknown: true }],
    ["a document that cannot be read", "{"],
  ] as const) {
    it(`is of medium severity under a critical policy, and begins by saying so: ${what}`, () => {
      for (const [onUnknown, wanted] of [
        ["advise", "advisory"],
        ["block", "policy"],
      ] as const) {
        const [report, ...others] = reportsOf(policy, onUnknown);
        expect(report).to.include({ level: wanted, severity: "medium" });
        expect(report?.message).to.match(/^not verified: /);
        expect(others).to.deep.equal([]);
      }
    });
  }
});
