import * as aws from "@pulumi/aws";
import { expect } from "chai";

import { PassRoleGuard } from "../../../components";
import { planPassRoleGuard } from "../../../components/pass-role-guard/pass-role-guard-plan";
import { ACCOUNT, runWithMocks } from "../../support/pulumi-mocks";
import { problemsOf, ROLE } from "./guard-problems";

describe("a holder of a PassRoleGuard among the roles it passes", () => {
  it("a holder that may pass itself is refused, by list and by prefix", () => {
    const message = `role: got \`pics\`, which \`${ROLE}\` lets itself be passed`;
    expect(problemsOf({ holders: [{ kind: "role", name: "pics" }] }).join()).to.contain(message);
    expect(problemsOf({ holders: [{ kind: "role", name: "pics", arn: ROLE }] }).join()).to.contain(message);
    const rolePrefix = { prefix: "qateam-" };
    expect(problemsOf({ rolePrefix, holders: [{ kind: "role", name: "qateam-ci" }] }).join()).to.contain(
      "role/qateam-*",
    );
    const arn = `arn:aws:iam::${ACCOUNT}:role/ci/qateam-ci`;
    expect(problemsOf({ rolePrefix, holders: [{ kind: "role", name: "qateam-ci", arn }] })).to.deep.equal([]);
    expect(problemsOf({ holders: [{ kind: "user", name: "pics" }] })).to.deep.equal([]);
    const underPath = `arn:aws:iam::${ACCOUNT}:role/ci/pics`;
    expect(problemsOf({ roles: [underPath], holders: [{ kind: "role", name: "pics" }] }).join()).to.contain(
      `role: got \`pics\`, which \`${underPath}\` lets itself be passed`,
    );
    const byPath = { rolePrefix: { path: "/ci/", prefix: "qateam-" }, holders: [{ kind: "role", name: "qateam-ci" }] };
    expect(problemsOf(byPath).join())
      .to.contain("role/ci/qateam-*")
      .and.to.contain("or, if its path is another, the role instead of its name");
    const [unknown, other] = ["${ec2-identity:symbol:0}", "${ec2-identity:symbol:1}"];
    const held = (role: string) =>
      problemsOf({ roles: [role], holders: [{ kind: "role", name: other, arn: unknown }] });
    expect(held(unknown)).to.have.length(1);
    expect(held(ROLE)).to.deep.equal([]);
  });

  it("a holder that is given by its name, and may be covered by its path, is reported as not verified", async () => {
    const warningsOf = (holder: object) => {
      const plan = planPassRoleGuard({
        partition: "aws",
        accountId: ACCOUNT,
        ec2ServicePrincipal: "ec2.amazonaws.com",
        roles: [],
        rolePrefix: { prefix: "qateam-" },
        holders: [{ kind: "role", name: "deploy", ...holder }],
      });
      return plan.kind === "planned" ? plan.warnings : plan.problems;
    };
    expect(warningsOf({})).to.deep.equal([
      {
        property: "role",
        message:
          "not verified: the path of `deploy` is not known, and under one that begins with `/qateam-` it could pass itself; " +
          "give the role instead of its name (`aws.iam.Role.get(name, id)`)",
      },
    ]);
    const run = await runWithMocks(
      () => {
        const role = new aws.sqs.Queue("q").id;
        new PassRoleGuard("guard", { rolePrefix: { prefix: "qateam-" }, role });
      },
      { preview: true },
    );
    expect(run.warnings.join()).to.contain("not verified: the path of `<id of aws:sqs/queue:Queue `q`>` is not known");
    expect(warningsOf({ arn: `arn:aws:iam::${ACCOUNT}:role/deploy` })).to.deep.equal([]);
  });

  it("a holder of which it is not known whether it may pass itself is reported as not verified, or refused", () => {
    const [some, other] = ["${ec2-identity:symbol:0}", "${ec2-identity:symbol:1}"];
    const symbols = [
      { id: "urn#name", label: "name of role `deploy`" },
      { id: "urn#arn", label: "arn of role `web`" },
    ];
    const checked = (args: object) => {
      const plan = planPassRoleGuard(
        {
          partition: "aws",
          accountId: ACCOUNT,
          ec2ServicePrincipal: "ec2.amazonaws.com",
          roles: [],
          holders: [],
          ...args,
        },
        symbols,
      );
      return plan.kind === "planned" ? (plan.warnings ?? []).map(({ message }) => message) : plan.problems;
    };
    const holder = (name: string, arn?: string) => ({ holders: [{ kind: "role", name, ...(arn && { arn }) }] });
    const at = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
    expect(checked({ roles: [other], ...holder(some, some) })).to.deep.equal([
      "not verified: whether `<arn of role `web`>` lets `<name of role `deploy`>` itself be passed: it depends on name of role " +
        "`deploy` and arn of role `web`, which the next run knows; give the roles by names that are known at preview to decide it now",
    ]);
    for (const args of [
      { roles: [ROLE], ...holder(some) },
      { roles: [at(some)], ...holder("deploy", at("deploy")) },
      { rolePrefix: { prefix: "qateam-" }, ...holder(some, other) },
      { rolePrefix: { prefix: "qateam-" }, ...holder(some, at(some)) },
      { rolePrefix: { prefix: some }, ...holder("deploy", at("deploy")) },
      { accountId: some, rolePrefix: { prefix: "qateam-" }, ...holder("qateam-ci", at("qateam-ci")) },
    ]) {
      expect(checked(args), JSON.stringify(args))
        .to.have.length(1)
        .and.to.match(/not verified: whether/);
    }
    for (const args of [
      { roles: [`arn:aws:iam::${some}:role/web`], ...holder("deploy", `arn:aws:iam::${other}:role/deploy`) },
      { rolePrefix: { prefix: "qateam-" }, ...holder(some, at(`ci/${some}`)) },
      { accountId: some, rolePrefix: { prefix: "qateam-" }, ...holder("deploy", at("deploy")) },
    ]) {
      expect(checked(args), JSON.stringify(args)).to.deep.equal([]);
    }
    const itself = {
      property: "role",
      message:
        "got `<name of role `deploy`>`, which `arn:aws:iam::<arn of role `web`>:role/<name of role `deploy`>*` lets itself be " +
        "passed, expected a holder that is not among the roles it passes",
    };
    const same = { accountId: other, rolePrefix: { prefix: some } };
    expect(checked({ ...same, ...holder(some, `arn:aws:iam::${other}:role/${some}`) })).to.deep.equal([itself]);
  });
});
