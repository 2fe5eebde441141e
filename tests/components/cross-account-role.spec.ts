import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { z } from "zod";

import { CrossAccountGrant, CrossAccountRole, InstanceRole, type CrossAccountRoleArgs } from "../../components";
import { checkAgreement } from "../../components/cross-account-role/agreement-plan";
import { evaluate } from "../../iam";
import { readCases } from "../support/cases";
import { policy } from "../support/policies";
import { ACCOUNT, refusalOf, runWithMocks, valueOf } from "../support/pulumi-mocks";

const SOURCE = "111111111111";
const ABCD = `arn:aws:iam::${SOURCE}:role/abcd`;
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
    });
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
  ];
  for (const [name, args, message] of refused) {
    it(`refuses ${name}`, async () => {
      expect(await refusalOf(() => new CrossAccountRole("efgh", args))).to.contain(message);
    });
  }

  it("refuses the role itself, and somebody of another partition, once it is known where the role is", async () => {
    const failureOf = async (principal: string) => {
      const run = await runWithMocks(() => {
        const { grantDocument } = new CrossAccountRole("efgh", { name: "efgh", principals: [principal] });
        return valueOf(grantDocument).catch((error: unknown) => (error as Error).message);
      });
      return (await run.value) ?? "";
    };
    const own = `arn:aws:iam::${ACCOUNT}:role/efgh`;
    expect(await failureOf(own)).to.contain(`principals[0]: got \`${own}\`, the role itself`);
    expect(await failureOf(ABCD.replace("aws", "aws-cn"))).to.contain("no role is assumed from another partition");
  });

  it("refuses a grant of which the role or user is not known when the program runs", async () => {
    const message = await refusalOf(() => {
      const { arn } = new aws.iam.Role("there", { assumeRolePolicy: "{}" });
      return new CrossAccountGrant("grant", { roleArn: `arn:aws:iam::${ACCOUNT}:role/efgh`, principals: [arn] });
    });
    expect(message).to.contain("principals[0]: expected a role or user of this program");
  });

  it("refuses a grant for a role whose trust policy does not let the principal in", async () => {
    const trustPolicy = { Version: "2012-10-17", Statement: [allow({ AWS: `arn:aws:iam::${SOURCE}:role/other` })] };
    const args = { roleArn: `arn:aws:iam::${ACCOUNT}:role/efgh`, principals: [ABCD], trustPolicy };
    expect(await refusalOf(() => new CrossAccountGrant("grant", args))).to.contain(
      `principals[0]: got \`${ABCD}\`, whom the trust policy lets in under no condition that can hold`,
    );
  });
});

function allow(principal: object, condition?: object) {
  return {
    Effect: "Allow",
    Principal: principal,
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  };
}

describe("the agreement of the two sides", () => {
  const roleArn = "arn:aws:iam::222222222222:role/efgh";
  const document = (statement: object) => ({ Version: "2012-10-17", Statement: [statement] });
  const grant = document({ Effect: "Allow", Action: "sts:AssumeRole", Resource: roleArn });
  const trust = document(allow({ AWS: ABCD }));
  const sides = { roleArn, principals: [ABCD], trust, grant };
  const messages = (changed: object) => checkAgreement({ ...sides, ...changed }).problems.map(({ message }) => message);

  it("is found where each names the other", () => {
    expect(checkAgreement(sides)).to.deep.equal({ problems: [], notVerified: [] });
  });

  it("is missed where the trust policy lets in more, or the grant names more", () => {
    const wide = document(allow({ AWS: `arn:aws:iam::${SOURCE}:root` }));
    expect(messages({ trust: wide }).join()).to.match(
      /expected to trust .* alone, it trusts `arn:aws:\w+::111111111111/,
    );
    const all = document({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
    expect(messages({ grant: all }).join()).to.match(/they differ by `sts:AssumeRole` on `/i);
  });

  it("is missed where a condition can never hold", () => {
    const never = document(allow({ AWS: ABCD }, { StringEquals: { "aws:PrincipalAccount": "333333333333" } }));
    expect(messages({ trust: never })[0]).to.contain("under no condition that can hold");
  });
});

const given = z.strictObject({
  request: z.strictObject({
    principal: z.string(),
    action: z.string(),
    resource: z.string(),
    context: z.record(z.string(), z.string()),
  }),
  /** The caller's policies; absent: they take no part. */
  identity: z.array(z.looseObject({})).optional(),
  /** The trust policy of the role that is assumed. */
  trust: z.looseObject({}).optional(),
});
const want = z.enum(["allowed", "implicitDeny"]);

describe("abcd in 111111111111 assumes efgh in 222222222222: permissions and trust of both", () => {
  for (const { name, given: asked, want: decision } of readCases("components/cross-account-role", given, want)) {
    it(name, () => {
      const { request, identity, trust } = asked;
      const evaluation = evaluate(request, {
        ...(identity && { identity: identity.map((document, index) => policy(`permissions ${index}`, document)) }),
        ...(trust && { resource: policy("trust", trust), resourcePolicyKind: "trust" as const }),
      });
      expect(evaluation.decision).to.equal(decision);
    });
  }
});
