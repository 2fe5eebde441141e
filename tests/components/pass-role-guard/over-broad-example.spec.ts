import * as aws from "@pulumi/aws";
import { expect } from "chai";

import { InstanceRole, PassRoleGuard } from "../../../components";
import { overBroadPassing } from "../../../components/pass-role-guard/passer-documents-plan";
import { iamPolicyDisallowPassRoleWildcard } from "../../../policies/iam/iam-policy-disallow-pass-role-wildcard";
import { readConfiguration } from "../../../program/configuration";
import { buildResources } from "../../../program/resources";
import { policy } from "../../support/policies";
import { runPolicy } from "../../support/policy-run";
import { ACCOUNT, refusalOf, runWithMocks, valueOf } from "../../support/pulumi-mocks";

/** The example of the console, which the mission asks to refuse; of role documents see broad-access.spec.ts. */
const ACTIONS = ["iam:PassRole", "iam:ListInstanceProfiles", "ec2:*"];
const statement = (Action: unknown, Resource = "*") => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource }],
});

describe("the console's over-broad example", () => {
  it("is refused in what the holder of a guard has, where it names iam:PassRole", async () => {
    const run = await runWithMocks(() => {
      const documents = {
        console: statement(ACTIONS),
        text: JSON.stringify(statement("iam:Pass*")),
        administrator: statement("*"),
        named: statement("iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/web`),
      };
      const guard = new PassRoleGuard("guard", {
        user: "alice",
        roles: [new InstanceRole("web")],
        passer: { documents },
      });
      return valueOf(guard.document).catch((error: unknown) => (error as Error).message);
    });
    const lines = (await run.value)?.split("\n").slice(1) ?? [];
    expect(lines).to.have.length(2);
    expect(lines[0]).to.equal(
      "  passer.documents.console: statement 0 lets its holder pass every role of the account: leave iam:PassRole out of it, " +
        "this guard lets `roles` be passed, and launched with `launch: { profiles: [profile] }` (at `/Statement/0`)",
    );
    expect(lines[1]).to.contain("passer.documents.text: statement 0 lets its holder pass every role");
  });

  it("is refused by what its actions mean, however they are written", async () => {
    const broad = ["iam:P*", "iam:*Role", "iam:?assRole", "IAM:PASSROLE", ["s3:*", "i*:PassRole"]];
    const documents = (actions: readonly unknown[]) =>
      Object.fromEntries(actions.map((action, index) => [`document${index}`, statement(action)]));
    const refusedOf = async (given: Readonly<Record<string, object>>) => {
      const run = await runWithMocks(() => {
        const passer = { documents: given };
        const guard = new PassRoleGuard("guard", { user: "alice", roles: [new InstanceRole("web")], passer });
        return valueOf(guard.document).catch((error: unknown) => (error as Error).message);
      });
      const lines =
        (await run.value)?.matchAll(/passer\.documents\.(\w+): statement \d lets its holder pass every role/g) ?? [];
      return [...lines].map(([, name]) => name);
    };
    expect(await refusedOf(documents(broad))).to.deep.equal(Object.keys(documents(broad)));
    const notAction = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", NotAction: "iam:CreateUser", Resource: "*" }],
    };
    const apart = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["iam:*", "s3:*"], NotResource: "x" }],
    };
    expect(await refusedOf({ notAction, apart })).to.deep.equal(["notAction"]);
    expect(await refusedOf(documents(["iam:*", "*", ["i*", "ec2:*"], "iam:Get*"]))).to.deep.equal([]);
  });

  it("is refused of all of IAM under conditions and Denies that leave no administrator", () => {
    const all = (Action: string, Condition?: object) => ({
      Effect: "Allow",
      Action,
      Resource: "*",
      ...(Condition && { Condition }),
    });
    const refuses = (statements: readonly object[], more: readonly object[] = [], boundary?: readonly object[]) => {
      const named = (id: string, given: readonly object[]) => policy(id, { Version: "2012-10-17", Statement: given });
      const policies = [named("given", statements), ...(more.length === 0 ? [] : [named("more", more)])];
      const permissions = { policies, notKnown: [], tags: {}, ...(boundary && { boundary: named("limit", boundary) }) };
      const { problems, notVerified } = overBroadPassing(permissions, ["given"]);
      expect(notVerified).to.deep.equal([]);
      return problems.map(({ property }) => property);
    };
    const deny = (Action: unknown, more: object = {}) => ({ Effect: "Deny", Action, Resource: "*", ...more });
    const changes = deny(["iam:Create*", "iam:Put*", "iam:Attach*", "iam:Update*"]);
    const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    const noMfa = { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } };
    const refused = ["passer.documents.given"];
    expect(refuses([all("iam:*", { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } })])).to.eql(refused);
    expect(refuses([all("iam:*", { Null: { "iam:PassedToService": "false" } })])).to.eql(refused);
    expect(refuses([all("*"), changes])).to.eql(refused);
    expect(refuses([all("*")], [changes])).to.eql(refused);
    expect(refuses([all("*"), deny("iam:AttachUserPolicy")])).to.eql(refused);
    expect(refuses([all("*")], [], [all("ec2:*"), all("iam:PassRole")])).to.eql(refused);
    expect(refuses([all("*"), all("iam:PassRole")])).to.eql(refused);
    expect(refuses([all("iam:*", mfa)])).to.eql([]);
    expect(refuses([all("*"), deny("*", noMfa)])).to.eql([]);
    expect(refuses([all("*"), deny(["s3:*", "iam:DeleteRole"])], [all("s3:*")], [all("*")])).to.eql([]);
  });

  it("is reported as not verified where a value that is not known decides", async () => {
    const run = await runWithMocks(
      () => {
        const Action = new aws.ssm.Parameter("action", { type: "String", value: "x" }).id;
        const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] };
        const passer = { documents: { document } };
        new PassRoleGuard("guard", { user: "alice", roles: [`arn:aws:iam::${ACCOUNT}:role/web`], passer });
      },
      { preview: true },
    );
    expect(run.warnings.join()).to.match(
      /PassRoleGuard `guard`: passer\.documents\.document: not verified: whether it lets its holder pass every role of the account: it depends on id of aws:ssm\/parameter:Parameter `action`, which is not known yet/,
    );
  });

  it("is refused in the stack's configuration, with the guard that replaces it", async () => {
    const given = { actions: ACTIONS, resources: ["*"] };
    for (const role of [{ statements: [given] }, { customerManagedPolicies: { launch: [given] } }]) {
      const read = readConfiguration("ec2-identity", { roles: JSON.stringify({ app: role }) });
      if (read.kind === "wrong") throw new Error(read.problems.join());
      const message = await refusalOf(() => buildResources(read.configuration));
      expect(message).to.contain("lets its holder pass every role of the account");
      expect(message).to.contain("new PassRoleGuard(name, { user, roles: [role], launch: { profiles: [profile] } })");
    }
  });

  it("is refused by the policy pack, with the guard that replaces it", () => {
    const outputs = { user: "alice", policy: JSON.stringify(statement(ACTIONS)) };
    const { reports } = runPolicy(iamPolicyDisallowPassRoleWildcard, {
      resources: [{ type: "aws:iam/userPolicy:UserPolicy", name: "launch", outputs }],
    });
    expect(reports.map(({ level }) => level)).to.deep.equal(["policy"]);
    expect(reports[0]?.message)
      .to.contain("lets its holder pass any role of the account")
      .and.to.contain("PassRoleGuard");
  });
});
