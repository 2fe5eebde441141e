import * as aws from "@pulumi/aws";
import { expect } from "chai";

import {
  CrossAccountRole,
  InstanceRole,
  type InstanceRoleArgs,
  InstanceRoleGrant,
  type StatementArgs,
} from "../../components";
import { planInstanceRole } from "../../components/instance-role-plan";
import { refusalOf, runWithMocks, valueOf } from "../support/pulumi-mocks";
import { refusal } from "../support/refusal";

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

  it("is not refused where the statement names the roles", async () => {
    const named = { actions: ["iam:PassRole"], resources: ["arn:aws:iam::123456789012:role/qateam-*"] };
    expect(await refusalOf(() => new InstanceRole("app", { statements: [named] }))).to.equal(
      "the program refused nothing",
    );
  });
});

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1 */
describe("administrator access of a role", () => {
  const everything = { actions: ["*"], resources: ["*"] };
  const allowBroadAccess = { reason: "the deployment of the landing zone" };
  const role = (args: InstanceRoleArgs) => refusalOf(() => new InstanceRole("app", args));
  const NOTHING = "the program refused nothing";

  const forms: Readonly<Record<string, StatementArgs>> = {
    "everything on everything": everything,
    "all of IAM": { actions: ["iam:*"], resources: ["*"] },
    "the calls that give permissions": { actions: ["iam:Put*"], resources: ["*"] },
    "everything, under a condition on the session": {
      ...everything,
      conditions: { Bool: { "aws:SecureTransport": "true" } },
    },
  };
  for (const [name, statement] of Object.entries(forms)) {
    it(`is refused as ${name}, and accepted with a reason`, async () => {
      const refused = await role({ statements: [READ, statement] });
      expect(refused).to.match(/^ {2}statements: statement 1 gives administrator access: /m);
      expect(refused).to.contain("`allowBroadAccess: { reason }`");
      expect(await role({ statements: [READ, statement], allowBroadAccess })).to.equal(NOTHING);
    });
  }

  it("is refused as the right to write one's own policies, by name or by the name that Pulumi makes", async () => {
    const writes = (name: string, action = "iam:PutRolePolicy") => ({
      statements: [READ, { actions: [action], resources: [`arn:aws:iam::123456789012:role/${name}`] }],
    });
    const refused = "statements: statement 1 lets the role write its own policies";
    expect(await role({ name: "web", ...writes("web") })).to.contain(refused);
    expect(await role({ name: "web", path: "/team/", ...writes("team/*") })).to.contain(refused);
    expect(await role(writes("app-*", "iam:AttachRolePolicy"))).to.contain(refused);
    expect(await role({ name: "web", ...writes("web"), allowBroadAccess })).to.equal(NOTHING);
    const rewrites = (policy: string) => [{ actions: ["iam:CreatePolicyVersion"], resources: [policy] }];
    const own = "arn:aws:iam::123456789012:policy/app-own*";
    expect(await role({ customerManagedPolicies: { own: rewrites(own) } })).to.contain("lets the role write its own");
    expect(await role({ customerManagedPolicies: { other: rewrites(own) } })).to.equal(NOTHING);
    expect(await role({ name: "web", ...writes("other") })).to.equal(NOTHING);
    expect(await role({ name: "web", path: "/team/", ...writes("web") })).to.equal(NOTHING);
    expect(await role(writes("app"))).to.equal(NOTHING);
  });

  it("is refused in grants and roles for other accounts too, and accepted with a reason", async () => {
    const grant = (more: object) => () =>
      new InstanceRoleGrant("more", { role: new InstanceRole("app"), statements: [everything], ...more });
    const principals = ["arn:aws:iam::111111111111:role/abcd"];
    const foreign = (more: object) => () =>
      new CrossAccountRole("efgh", { principals, statements: [everything], ...more });
    for (const program of [grant, foreign]) {
      expect(await refusalOf(program({}))).to.contain("gives administrator access");
      expect(await refusalOf(program({ allowBroadAccess }))).to.equal(NOTHING);
    }
  });

  it("needs a reason that says something", async () => {
    expect(await role({ statements: [everything], allowBroadAccess: { reason: " " } })).to.contain(
      "allowBroadAccess.reason: got ` `, expected why the role needs it",
    );
  });

  it("is judged of all documents together, within a boundary that is known", () => {
    const plan = (input: object) => {
      const result = planInstanceRole({ ec2ServicePrincipal: "ec2.amazonaws.com", ...input });
      return result.kind === "planned" ? (result.warnings ?? []) : result.problems;
    };
    const text = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
    const denied = text({ Effect: "Deny", NotAction: "s3:*", Resource: "*" });
    const boundaryDocument = text({ Effect: "Allow", Action: "s3:*", Resource: "*" });
    const permissionsBoundary = "arn:aws:iam::123456789012:policy/boundary";
    const aboutAccess = (input: object) =>
      plan(input)
        .filter(({ message }) => message.includes("administrator access: list"))
        .map(({ message }) => message);
    expect(aboutAccess({ statements: [everything], inlinePolicies: { denied } })).to.deep.equal([]);
    expect(aboutAccess({ statements: [everything], permissionsBoundary, boundaryDocument })).to.deep.equal([]);
    expect(aboutAccess({ statements: [everything], permissionsBoundary })[0]).to.match(
      /unless `permissionsBoundary`, whose document is not known here, prevents it$/,
    );
    const readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    expect(aboutAccess({ statements: [everything], permissionsBoundary: readOnly })).to.deep.equal([]);
    expect(aboutAccess({ managedPolicies: { all: "arn:aws:iam::aws:policy/AdministratorAccess" } })).to.have.length(1);
  });

  it("is warned of where it is too much to decide", () => {
    const StringLike = {
      "aws:PrincipalTag/a": "${aws:PrincipalTag/b}*",
      "aws:PrincipalTag/b": "${aws:PrincipalTag/a}x",
    };
    const statement = { actions: ["iam:PassRole"], resources: ["*"], conditions: { StringLike } };
    const plan = planInstanceRole({ ec2ServicePrincipal: "ec2.amazonaws.com", statements: [statement] });
    const warnings = plan.kind === "planned" ? (plan.warnings ?? []) : plan.problems;
    expect(warnings.filter(({ message }) => message.includes("not verified"))).to.deep.equal([
      {
        property: "statements",
        message:
          "not verified: whether it gives administrator access, or lets its holder pass every role: the answer depends on " +
          "the value of a policy variable, or on what AWS does not document; give it fewer or simpler statements",
      },
    ]);
  });

  describe("of a role and its grant together", () => {
    const NOT_REFUSED = "nothing was refused";
    const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
    const inlinePolicies = { most: document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }) };
    const lending = { actions: ["iam:UpdateAssumeRolePolicy"], resources: ["*"] };

    /** What the preview of a role and a grant fails with. */
    const together = (role: () => InstanceRoleArgs, more: object = {}) =>
      refusal(
        (async () => {
          const args = { statements: [lending], ...more };
          const make = () => new InstanceRoleGrant("more", { role: new InstanceRole("app", role()), ...args });
          const run = await runWithMocks(make, { preview: true });
          await valueOf(run.value.policy.policy);
        })(),
      );

    it("is refused where neither has it alone, and accepted with a reason", async () => {
      const refused = await together(() => ({ inlinePolicies }));
      expect(refused).to.contain("invalid arguments of InstanceRoleGrant `more`:");
      expect(refused).to.contain("  statements: statement 0 gives administrator access");
      expect(refused).to.contain("  app-most: statement 0 gives administrator access");
      expect(await together(() => ({ inlinePolicies }), { allowBroadAccess })).to.equal(NOT_REFUSED);
    });

    it("is not refused where the role has it already, or a boundary prevents it", async () => {
      expect(await together(() => ({ statements: [everything], allowBroadAccess }))).to.equal(NOT_REFUSED);
      const role = "arn:aws:iam::123456789012:role/one";
      const policy = document({ Effect: "Allow", Action: ["s3:*", "iam:*"], Resource: role });
      const bounded = () => ({
        inlinePolicies,
        permissionsBoundary: new aws.iam.Policy("limit", { policy: JSON.stringify(policy) }),
      });
      expect(await together(bounded)).to.equal(NOT_REFUSED);
      expect(await together(() => ({ statements: [READ] }))).to.equal(NOT_REFUSED);
    });

    describe("where something of the role is not known", () => {
      const ARN = "arn:aws:iam::123456789012:policy/team";
      const ofTeam = { managedPolicies: { team: ARN } };

      /** What is logged as not verified of the grant, at preview. */
      const notVerified = async (role: () => InstanceRoleArgs, statements: readonly StatementArgs[]) => {
        const make = () => new InstanceRoleGrant("more", { role: new InstanceRole("app", role()), statements });
        const run = await runWithMocks(make, { preview: true });
        await valueOf(run.value.policy.policy);
        return run.warnings.filter((text) => text.includes("not verified"));
      };

      it("warns once of a boundary that may prevent it", async () => {
        const bounded = () => ({ inlinePolicies, permissionsBoundary: ARN });
        expect(await notVerified(bounded, [lending])).to.deep.equal([
          "InstanceRoleGrant `more`: statements: not verified: `app-most` and `statements` together give administrator access, " +
            `unless the role's permissions boundary prevents it, \`${ARN}\`, of which only the ARN is given: give the role ` +
            "the `aws.iam.Policy` itself as `permissionsBoundary`, with a document that is known at preview",
        ]);
        expect(await notVerified(bounded, [READ])).to.deep.equal([]);
      });

      const passing = { ...everything, effect: "Deny" as const, actions: ["iam:PassRole"] };
      // IAM is called in us-east-1 of the partition `aws`.
      const others = { ...everything, conditions: { StringEquals: { "aws:RequestedRegion": "eu-central-1" } } };
      for (const [what, statements] of Object.entries({
        lends: [lending],
        "gives everything else": [others, passing],
      })) {
        it(`warns once of a policy of which only the ARN is given, where the grant ${what}`, async () => {
          expect(await notVerified(() => ofTeam, statements)).to.deep.equal([
            "InstanceRoleGrant `more`: statements: not verified: whether it gives administrator access, or lets its holder " +
              `pass every role, together with \`${ARN}\`, of which only the ARN is given: give the role the ` +
              "`aws.iam.Policy` itself, or the document in `inlinePolicies`, with a document that is known at preview",
          ]);
        });
      }

      it("says nothing where the grant adds nothing to administrator access, or a denial of the role takes it away", async () => {
        expect(await notVerified(() => ofTeam, [READ])).to.deep.equal([]);
        const denied = document({ Effect: "Deny", Action: "iam:*", Resource: "*" });
        expect(await notVerified(() => ({ ...ofTeam, inlinePolicies: { denied } }), [lending])).to.deep.equal([]);
      });

      it("warns of a document and of a value that are not known yet", async () => {
        const other = () => new aws.iam.Role("other", { assumeRolePolicy: "{}" });
        const later = () => ({ inlinePolicies: { later: other().arn.apply((arn) => JSON.stringify({ arn })) } });
        const [warning, ...more] = await notVerified(later, [lending]);
        expect(more).to.deep.equal([]);
        expect(warning).to.contain("together with `later`, whose document is not known yet: give the role");
        const make = () => {
          const passing = { actions: ["iam:PassRole"], resources: [other().arn.apply((arn) => `${arn}*`)] };
          return new InstanceRoleGrant("more", { role: new InstanceRole("app"), statements: [passing] });
        };
        const run = await runWithMocks(make, { preview: true });
        await valueOf(run.value.policy.policy);
        const found = run.warnings.filter((text) => text.includes("not verified"));
        expect(found).to.have.length(1);
        expect(found[0]).to.match(
          /together with what else the role has: it depends on .*, which is not known yet; give it as a text/,
        );
      });
    });
  });
});
