import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { InstanceRole, InstanceRoleGrant } from "../../components";
import { InlinePolicyTotal } from "../../components/inline-policy-total";
import { refusalOf, runWithMocks, valueOf } from "../support/pulumi-mocks";

function policyOf(characters: number): string {
  return JSON.stringify({ Resource: "x".repeat(characters - '{"Resource":""}'.length) });
}

async function messageOf(output: pulumi.Output<string>): Promise<string> {
  try {
    await valueOf(output);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
describe("the inline policies of one role", () => {
  it("are added up over the role and its grants, and refused with the numbers where they are too many", async () => {
    await runWithMocks(async () => {
      const role = new InstanceRole("app", { exclusive: false });
      const total = new InlinePolicyTotal("app");
      const first = total.admit("permissions", policyOf(6_000), role);
      const second = total.admit("jobs", pulumi.output(policyOf(4_240)), role);
      const third = total.admit("photos", policyOf(100), role);
      expect(await valueOf(first)).to.equal(policyOf(6_000));
      expect(await valueOf(second)).to.equal(policyOf(4_240));
      const message = await messageOf(third);
      expect(message).to.match(
        /^invalid arguments of InstanceRole `app`:\n {2}statements: the inline policies of the role: /,
      );
      expect(message)
        .to.contain("got 10340 characters")
        .and.to.contain("`permissions` 6000, `jobs` 4240, `photos` 100");
      expect(message).to.contain("customerManagedPolicies");
    });
  });

  it("count for nothing while they are unknown, and make no other unknown", async () => {
    await runWithMocks(
      async () => {
        const role = new InstanceRole("app", { exclusive: false });
        const total = new InlinePolicyTotal("app");
        const unknown = total.admit("other", role.role.arn, role);
        expect(await valueOf(unknown)).to.equal(undefined);
        expect(await valueOf(total.admit("permissions", policyOf(10_240), role))).to.equal(policyOf(10_240));
      },
      { preview: true },
    );
  });

  it("have different names", async () => {
    const message = await refusalOf(() => {
      const role = new InstanceRole("app");
      const statements = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::photos/*"] }];
      new InstanceRoleGrant("photos", { role, statements });
      new InstanceRoleGrant("more", { role, statements, policyName: "photos" });
    });
    expect(message).to.contain(
      "inline policy `photos`: got a second policy of this name, expected another `policyName`",
    );
  });
});
