import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { CrossAccountRole, InstanceRole, type CrossAccountRoleArgs } from "../../../components";
import { planCrossAccountGrant } from "../../../components/cross-account-role/cross-account-grant-plan";
import { planCrossAccountRole } from "../../../components/cross-account-role/cross-account-role-plan";
import { ACCOUNT, refusalOf, runWithMocks, valueOf } from "../../support/pulumi-mocks";
import { ABCD, failureOf, SOURCE } from "./sides";

/** The provider `source` is the one of the principals' account. */
const IN_SOURCE = { accounts: { source: SOURCE } };
const READ = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::photos/*"] };

describe("CrossAccountRole", () => {
  it("trusts exactly who is granted, known at first preview", async () => {
    const run = await runWithMocks(
      () => new CrossAccountRole("efgh", { principals: [ABCD], externalId: "acme-7", statements: [READ] }),
      { preview: true },
    );
    expect(JSON.parse(run.ofType("aws:iam/role:Role")["efgh"]?.["assumeRolePolicy"] as string)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: ABCD },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": "acme-7" } },
        },
      ],
    });
    expect(JSON.parse((await valueOf(run.value.grantDocument)) ?? "")).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AssumeTheRole",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Resource: `arn:aws:iam::${ACCOUNT}:role/efgh-1234567`,
        },
      ],
    });
    expect(run.value.grant).to.equal(undefined);
    const published = await valueOf(run.value.documents);
    expect(published?.map(({ policyType }) => policyType)).to.deep.equal(["trust", "identity"]);
  });

  it("trusts a whole account, or an organisation, where nobody is named", async () => {
    const trust = async (args: CrossAccountRoleArgs) => {
      const run = await runWithMocks(() => new CrossAccountRole("role", args));
      const text = run.ofType("aws:iam/role:Role")["role"]?.["assumeRolePolicy"] as string;
      const [statement] = (JSON.parse(text) as { Statement: Record<string, unknown>[] }).Statement;
      return [statement?.["Principal"], statement?.["Condition"]];
    };
    expect(await trust({ sourceAccount: SOURCE })).to.deep.equal([
      { AWS: `arn:aws:iam::${SOURCE}:root` },
      { StringEquals: { "aws:PrincipalAccount": SOURCE } },
    ]);
    expect(await trust({ organizationId: "o-a1b2c3d4e5" })).to.deep.equal([
      { AWS: "*" },
      { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    ]);
  });

  it("gives roles, users and InstanceRoles of the other account their side through its provider", async () => {
    const run = await runWithMocks(() => {
      const grantProvider = new aws.Provider("source", { region: "eu-central-1" });
      const there = { provider: grantProvider };
      const principals = [
        new InstanceRole("app", {}, there),
        new aws.iam.Role("raw", { assumeRolePolicy: "{}" }, there),
        new aws.iam.User("bob", {}, there),
        ABCD,
        `arn:aws:iam::${SOURCE}:user/team/carol`,
      ];
      return new CrossAccountRole("efgh", { principals, grantProvider });
    }, IN_SOURCE);
    const roles = run.ofType("aws:iam/rolePolicy:RolePolicy");
    const users = run.ofType("aws:iam/userPolicy:UserPolicy");
    expect(["efgh-0", "efgh-1", "efgh-3"].map((name) => roles[name]?.["role"])).to.deep.equal([
      "app-1234567",
      "raw-1234567",
      "abcd",
    ]);
    expect(["efgh-2", "efgh-4"].map((name) => users[name]?.["user"])).to.deep.equal(["bob-1234567", "carol"]);
    for (const granted of [roles["efgh-0"], users["efgh-4"]]) {
      expect(granted?.["policy"]).to.contain(`"Resource":"arn:aws:iam::${ACCOUNT}:role/efgh-1234567"`);
    }
  });

  const refused: readonly (readonly [string, CrossAccountRoleArgs, string])[] = [
    ["nobody", {}, "principals: got nobody, expected at least one role or user"],
    ["everybody", { principals: ["*"] }, "principals[0]: got `*`, expected the ARN of one role or user"],
    ["a profile", { principals: [`arn:aws:iam::${SOURCE}:instance-profile/abcd`] }, "principals[0]"],
    [
      "a source account that callers do not have",
      { principals: [ABCD], sourceAccount: "333333333333" },
      `principals[0]: got \`${ABCD}\`, expected one of \`sourceAccount\` (333333333333): the condition could never hold`,
    ],
    ["an account id with hyphens", { sourceAccount: "1111-1111-1111" }, "sourceAccount: got `1111-1111-1111`"],
    ["an external id that AWS refuses", { principals: [ABCD], externalId: "a b" }, "externalId: got `a b`"],
    ["no organisation's id", { organizationId: "acme" }, "organizationId: got `acme`"],
    [
      "a condition beside its own argument",
      { principals: [ABCD], externalId: "acme-7", trustConditions: { StringEquals: { "sts:ExternalId": "x" } } },
      "trustConditions.StringEquals.sts:ExternalId: got a condition that an argument of its own makes already",
    ],
    [
      "a principal twice",
      { principals: [ABCD, ABCD] },
      `principals[1]: got \`${ABCD}\` twice, expected each principal once`,
    ],
    [
      "a condition that never holds for its principal",
      { principals: [ABCD], trustConditions: { ArnEquals: { "aws:PrincipalArn": `${ABCD}-other` } } },
      `principals[0]: got \`${ABCD}\`, whom the trust policy lets in under no condition that can hold`,
    ],
    [
      "an external id that is required and forbidden",
      { principals: [ABCD], externalId: "acme-7", trustConditions: { Null: { "sts:ExternalId": "true" } } },
      "under no condition that can hold",
    ],
    [
      "an unknown argument",
      { principals: [ABCD], externalID: "acme-7" } as CrossAccountRoleArgs,
      "externalID: unknown argument",
    ],
    ["no arguments", untyped(undefined), "got nothing, expected an object with the arguments"],
    [
      "no list",
      untyped({ principals: ABCD }),
      "principals: got `arn:aws:iam::111111111111:role/abcd`, which is the ARN of a role, expected a list of roles",
    ],
    [
      "no provider of the grant",
      untyped({ principals: [ABCD], grantProvider: "source" }),
      "grantProvider: got `source`, expected an aws.Provider of the account of the principals",
    ],
    [
      "no record of managed policies",
      untyped({ principals: [ABCD], managedPolicies: null }),
      "managedPolicies: got `null`",
    ],
    [
      "a listed policy that is no name",
      untyped({ principals: [ABCD], managedPolicies: [7] }),
      "managedPolicies[0]: got `7`, expected a name or ARN",
    ],
    [
      "an account of eight digits",
      { principals: ["arn:aws:iam::11111111:role/x"] },
      "which is the ARN of a role of account `11111111` (expected twelve digits), expected the ARN",
    ],
    [
      "an account's id as a principal",
      { principals: [SOURCE] },
      `principals[0]: got \`${SOURCE}\`, expected the ARN of one role or user (\`arn:<partition>:iam::<account>:role/<name>\`), without wildcards; for everybody of an account give \`sourceAccount: "${SOURCE}"\` instead`,
    ],
    [
      "an account's ARN as a principal",
      { principals: [`arn:aws:iam::${SOURCE}:root`] },
      `without wildcards; for everybody of an account give \`sourceAccount: "${SOURCE}"\` instead`,
    ],
    [
      "a flag that is none",
      untyped({ principals: [ABCD], exclusive: "no" }),
      "exclusive: got `no`, expected `true` or `false`",
    ],
    [
      "a condition that is no text",
      untyped({ principals: [ABCD], trustConditions: { Bool: { "aws:MultiFactorAuthPresent": true } } }),
      "trustConditions.Bool.aws:MultiFactorAuthPresent: got `true`, expected a text or a list of texts",
    ],
  ];
  for (const [name, args, message] of refused) {
    it(`refuses ${name}`, async () => {
      expect(await refusalOf(() => new CrossAccountRole("efgh", args))).to.contain(message);
    });
  }

  it("refuses managed policies that give administrator access, unless a reason is given", async () => {
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    });
    const refusal = (args: Partial<CrossAccountRoleArgs>) =>
      failureOf(() => {
        const all = new aws.iam.Policy("all", { policy });
        return new CrossAccountRole("efgh", { principals: [ABCD], managedPolicies: { all }, ...args });
      });
    const managedPolicies = { a: "AdministratorAccess" };
    const allowBroadAccess = { reason: "break glass" };
    expect(await refusal({})).to.contain("managedPolicies.all: statement 0 gives administrator access");
    expect(await refusal({ managedPolicies })).to.contain("managedPolicies.a: statement 0 gives administrator access");
    const listed = { managedPolicies: ["AdministratorAccess"] };
    expect(await refusal(listed)).to.contain("managedPolicies.AdministratorAccess: statement 0 gives administrator");
    expect(await refusal({ allowBroadAccess })).to.equal("");
    expect(await refusal({ managedPolicies, allowBroadAccess })).to.equal("");
  });

  it("refuses principals of the role's own account, and of another partition, once it is known where the role is", async () => {
    const by = (args: CrossAccountRoleArgs) => failureOf(() => new CrossAccountRole("efgh", { name: "efgh", ...args }));
    const own = `arn:aws:iam::${ACCOUNT}:role/efgh`;
    for (const principal of [own, `arn:aws:iam::${ACCOUNT}:user/bob`]) {
      expect(await by({ principals: [principal] })).to.contain(
        `principals[0]: got \`${principal}\`, of the account \`${ACCOUNT}\` that the role is in, expected somebody of another account: ` +
          "inside one account name whom it trusts in the trust policy of an aws.iam.Role, and nobody needs a grant",
      );
    }
    expect(await by({ principals: [new InstanceRole("app")] })).to.contain("principals[0]: got");
    expect(await by({ sourceAccount: ACCOUNT })).to.contain(
      `sourceAccount: got \`${ACCOUNT}\`, the account that the role is in`,
    );
    expect(await by({ principals: [ABCD.replace("aws", "aws-cn")] })).to.contain(
      "no role is assumed from another partition",
    );
  });

  it("is destroyed with what was attached to it by hand, if it is exclusive", async () => {
    const run = await runWithMocks(() => {
      new CrossAccountRole("exclusive", { principals: [ABCD] });
      new CrossAccountRole("shared", { principals: [ABCD], exclusive: false });
    });
    const roles = run.ofType("aws:iam/role:Role");
    expect(roles["exclusive"]?.["forceDetachPolicies"]).to.equal(true);
    expect(roles["shared"]?.["forceDetachPolicies"]).to.equal(false);
  });

  it("calls a principal that stands twice, and is not known yet, by what it is", () => {
    const unknown = "${ec2-identity:symbol:0}";
    const input = { principals: [unknown, unknown], accountId: ACCOUNT, partition: "aws" };
    const symbols = [{ id: "urn#arn", label: "arn of role `web`" }];
    const expected = {
      property: "principals[1]",
      message: "got `<arn of role `web`>` twice, expected each principal once",
    };
    for (const plan of [
      planCrossAccountRole({ ...input, grants: false }, symbols),
      planCrossAccountGrant({ ...input, roleArn: ABCD }, symbols),
    ]) {
      expect(plan.kind === "refused" && plan.problems).to.deep.include(expected);
    }
  });

  it("reports as not verified whose account it is where the account is not known yet", async () => {
    const run = await runWithMocks(
      () => {
        const { arn } = new aws.iam.Role("there", { assumeRolePolicy: "{}" });
        new CrossAccountRole("efgh", { principals: [arn] });
      },
      { preview: true },
    );
    expect(run.warnings.find((text) => text.includes("another account"))).to.equal(
      "CrossAccountRole `efgh`: principals[0]: not verified: got `<arn of aws:iam/role:Role `there`>`, expected somebody of another " +
        "account than the role's: it depends on arn of aws:iam/role:Role `there`, which the next run knows",
    );
  });

  it("decides what does not hang on a value that is not known yet, and warns of nothing else", async () => {
    const previewed = async (args: (unknown: pulumi.Output<string>) => CrossAccountRoleArgs) => {
      const program = () => new CrossAccountRole("efgh", { principals: [ABCD], ...args(new aws.sqs.Queue("q").id) });
      return (await runWithMocks(program, { preview: true })).warnings;
    };
    expect(await previewed((externalId) => ({ externalId }))).to.deep.equal([]);
    expect(await previewed((organizationId) => ({ organizationId }))).to.deep.equal([]);
    const [warning, ...more] = await previewed((sourceAccount) => ({ sourceAccount }));
    expect(warning).to.match(
      /^CrossAccountRole `efgh`: principals\[0\]: not verified: got `arn:aws:iam::111111111111:role\/abcd`, expected to be let in: it depends on .*`q`/,
    );
    expect(more).to.deep.equal([]);
    const never = await refusalOf(
      () =>
        new CrossAccountRole("efgh", {
          principals: [ABCD],
          externalId: new aws.sqs.Queue("q").id,
          trustConditions: { Null: { "sts:ExternalId": "true" } },
        }),
    );
    expect(never).to.contain("under no condition that can hold");
  });
});

/** Arguments that the typings refuse, as a program in JavaScript gives them. */
function untyped(args: unknown): CrossAccountRoleArgs {
  return args as CrossAccountRoleArgs;
}
