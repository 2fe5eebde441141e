import { expect } from "chai";

import { CrossAccountRole, InstanceRole, InstanceRoleGrant } from "../../components";
import { refusalOf } from "../support/pulumi-mocks";

/** The example of the console, which the mission asks to refuse. */
const OVER_BROAD = { actions: ["iam:PassRole", "iam:ListInstanceProfiles", "ec2:*"], resources: ["*"] };
const DOCUMENT = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: OVER_BROAD.actions, Resource: "*" }],
};
const READ = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::photos/*"] };

describe("the right to pass every role", () => {
  const given: Readonly<Record<string, () => unknown>> = {
    "statements[0]": () => new InstanceRole("app", { statements: [OVER_BROAD] }),
    "inlinePolicies.launch": () => new InstanceRole("app", { inlinePolicies: { launch: DOCUMENT } }),
    "customerManagedPolicies.launch": () =>
      new InstanceRole("app", { customerManagedPolicies: { launch: JSON.stringify(DOCUMENT) } }),
    "a grant": () => new InstanceRoleGrant("launch", { role: new InstanceRole("app"), statements: [READ, OVER_BROAD] }),
    "a role for another account": () =>
      new CrossAccountRole("efgh", { principals: ["arn:aws:iam::111111111111:role/abcd"], statements: [OVER_BROAD] }),
  };
  for (const [where, program] of Object.entries(given)) {
    it(`is refused in ${where}, with the guard that replaces it`, async () => {
      const message = await refusalOf(program);
      expect(message).to.contain("lets its holder pass every role of the account");
      expect(message).to.contain("new PassRoleGuard(name, { user, roles: [role], launch: { profiles: [profile] } })");
    });
  }

  it("is not refused where the statement names the roles, and left to the policy pack in `iam:*`", async () => {
    const named = { actions: ["iam:PassRole"], resources: ["arn:aws:iam::123456789012:role/qateam-*"] };
    expect(await refusalOf(() => new InstanceRole("app", { statements: [named] }))).to.equal(
      "the program refused nothing",
    );
    const all = { actions: ["iam:*"], resources: ["*"] };
    expect(await refusalOf(() => new InstanceRole("app", { statements: [all] }))).to.equal(
      "the program refused nothing",
    );
  });
});
