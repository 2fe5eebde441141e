import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { CrossAccountGrant, CrossAccountRole } from "../../../components";
import { planCrossAccountGrant } from "../../../components/cross-account-role/cross-account-grant-plan";
import { ACCOUNT, refusalOf, runWithMocks, valueOf } from "../../support/pulumi-mocks";
import { ABCD, allow, failureOf, messageOf, SOURCE } from "./sides";

describe("CrossAccountGrant", () => {
  it("refuses a grant to principals of another account than the one in which their policies are written", async () => {
    const roleArn = "arn:aws:iam::222222222222:role/efgh";
    const grant = (args: object = {}) =>
      failureOf(() => new CrossAccountGrant("grant", { roleArn, principals: [ABCD], ...args }));
    const message =
      `principals[0]: got \`${ABCD}\`, expected somebody of account \`${ACCOUNT}\`, in which the provider of the grant writes ` +
      "policies: give the provider of the principals' account";
    expect(await grant()).to.contain(message);
    const own = `arn:aws:iam::${ACCOUNT}:role/abcd`;
    expect(await grant({ principals: [own] })).to.equal("");
    const twice = () => new CrossAccountGrant("grant", { roleArn, principals: [own, own] });
    expect(await refusalOf(twice)).to.contain(`principals[1]: got \`${own}\` twice`);
    const inside = { roleArn: `arn:aws:iam::${ACCOUNT}:role/efgh`, principals: [own] };
    expect(await refusalOf(() => new CrossAccountGrant("grant", inside))).to.contain(
      `principals[0]: got \`${own}\`, of the account \`${ACCOUNT}\` that the role is in`,
    );
    const run = await runWithMocks(() => {
      const grantProvider = new aws.Provider("target", { region: "eu-central-1" });
      const role = new CrossAccountRole("efgh", { principals: [ABCD], grantProvider });
      return valueOf(role.grant?.documents ?? role.documents).then(() => "", messageOf);
    });
    expect(await run.value).to.contain(message);
  });

  it("reports as not verified whether a grant goes to the right account where its provider's is not known yet", () => {
    const plan = planCrossAccountGrant(
      { accountId: "${ec2-identity:symbol:0}", roleArn: "arn:aws:iam::222222222222:role/efgh", principals: [ABCD] },
      [{ id: "account", label: "account of the provider" }],
    );
    expect(plan.kind === "planned" && plan.warnings).to.deep.equal([
      {
        property: "principals[0]",
        message:
          `not verified: got \`${ABCD}\`, expected somebody of the account of the grant's provider: it depends on account of ` +
          "the provider, which the next run knows",
      },
    ]);
    const inside = { accountId: SOURCE, roleArn: `arn:aws:iam::${SOURCE}:role/\${ec2-identity:symbol:0}` };
    const refused = planCrossAccountGrant({ ...inside, principals: [ABCD] });
    expect(refused.kind === "refused" && refused.problems[0]?.message).to.contain("that the role is in");
  });

  it("refuses a grant of which the role or user is not known when the program runs", async () => {
    const message = await refusalOf(() => {
      const { arn } = new aws.iam.Role("there", { assumeRolePolicy: "{}" });
      return new CrossAccountGrant("grant", { roleArn: `arn:aws:iam::${ACCOUNT}:role/efgh`, principals: [arn] });
    });
    expect(message).to.contain("principals[0]: expected a role or user of this program");
  });

  const OWN = `arn:aws:iam::${ACCOUNT}:role/abcd`;
  const grantWith = (trustPolicy: unknown, principals: readonly string[] = [OWN]) =>
    new CrossAccountGrant("grant", {
      roleArn: "arn:aws:iam::222222222222:role/efgh",
      principals,
      trustPolicy: trustPolicy as object,
    });
  const trustOf = (principal: unknown) => ({ Version: "2012-10-17", Statement: [allow({ AWS: principal })] });

  it("refuses a grant for a role whose trust policy does not let the principal in, whatever else is not known", async () => {
    const message = `principals[0]: got \`${OWN}\`, whom the trust policy lets in under no condition that can hold`;
    expect(await refusalOf(() => grantWith(trustOf(`arn:aws:iam::${ACCOUNT}:role/other`)))).to.contain(message);
    const never = allow({ AWS: OWN }, { Null: { "sts:ExternalId": "true" }, StringLike: { "sts:ExternalId": "?*" } });
    const both = (id: unknown) => ({
      Version: "2012-10-17",
      Statement: [never, allow({ AWS: "arn:aws:iam::333333333333:root" }, { StringEquals: { "sts:ExternalId": id } })],
    });
    expect(
      await refusalOf(() => grantWith(both(new aws.ssm.Parameter("id", { type: "String", value: "x" }).value))),
    ).to.contain(message);
  });

  it("refuses a trust policy that cannot be read", async () => {
    const malformed = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principle: "*" }],
    };
    for (const given of [malformed, JSON.stringify(malformed)]) {
      expect(await refusalOf(() => grantWith(given))).to.match(/\n {2}trustPolicy: .*\(at `\/Statement\/0/);
    }
    for (const given of [5, [], null]) {
      expect(await refusalOf(() => grantWith(given))).to.contain("expected a policy document, as an object or in JSON");
    }
    const none = await refusalOf(
      () => new CrossAccountGrant("grant", {} as ConstructorParameters<typeof CrossAccountGrant>[1]),
    );
    expect(none)
      .to.contain("roleArn: got nothing")
      .and.to.contain("principals: got `[]`, expected at least one role or user");
    expect(await refusalOf(() => grantWith("{"))).to.contain("trustPolicy: expected a policy document in JSON");
    const later = await failureOf(() => grantWith(new aws.ssm.Parameter("p", { type: "String", value: "{" }).value));
    expect(later).to.contain("trustPolicy: expected a policy document in JSON");
  });

  it("reports a trust policy that is not known yet as not verified", async () => {
    const warningsOf = async (trust: (unknown: pulumi.Output<string>) => unknown) => {
      const program = () => grantWith(trust(new aws.iam.Role("there", { assumeRolePolicy: "{}" }).arn));
      return (await runWithMocks(program, { preview: true })).warnings;
    };
    expect(await warningsOf((unknown) => unknown)).to.deep.equal([
      "CrossAccountGrant `grant`: trustPolicy: not verified: whether it lets the principals in: it is arn of aws:iam/role:Role " +
        "`there`, which is not known yet; the run that knows it decides; give the document from values that are known at preview " +
        "to decide it now",
    ]);
    expect(await warningsOf((unknown) => trustOf(unknown))).to.deep.equal([
      `CrossAccountGrant \`grant\`: principals[0]: not verified: got \`${OWN}\`, expected to be let in: it depends on arn of ` +
        "aws:iam/role:Role `there`: the run that knows it decides; give a value that is known at preview to decide it now",
    ]);
    expect(await warningsOf((unknown) => trustOf([OWN, unknown]))).to.deep.equal([]);
  });
});
