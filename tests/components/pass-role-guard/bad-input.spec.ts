import * as aws from "@pulumi/aws";
import { expect } from "chai";

import { InstanceProfile, InstanceRole, PassRoleGuard, type PassRoleGuardArgs } from "../../../components";
import { ACCOUNT, refusalOf, runWithMocks, valueOf } from "../../support/pulumi-mocks";
import { problemsOf, ROLE } from "./guard-problems";

const PROFILE = `arn:aws:iam::${ACCOUNT}:instance-profile/pics`;
const TEMPLATE = "lt-0123456789abcdef0";

/** Arguments that the typings refuse, as a program in JavaScript gives them. */
function untyped(args: object): PassRoleGuardArgs {
  return args;
}

/** The message with which the guard's document fails when all values are known; empty where it does not. */
async function failureOf(program: () => PassRoleGuard): Promise<string> {
  const failed = (error: unknown) => (error as Error).message;
  const run = await runWithMocks(() => valueOf(program().document).then(() => "", failed)).catch(failed);
  return typeof run === "string" ? run : run.value;
}

describe("wrong arguments of a PassRoleGuard", () => {
  const refused: readonly (readonly [string, PassRoleGuardArgs, readonly string[]])[] = [
    ["no role", {}, ["roles: got no role, expected at least one role, or `rolePrefix`"]],
    ["a wildcard", { roles: ["*"] }, ["roles[0]: got `*`, expected the ARN of one role"]],
    ["a wildcard in an ARN", { roles: [`${ROLE}*`] }, ["roles[0]"]],
    ["a policy variable", { roles: [`arn:aws:iam::${ACCOUNT}:role/\${aws:PrincipalTag/role}`] }, ["roles[0]: got"]],
    [
      "a profile's ARN",
      { roles: [PROFILE] },
      [
        "roles[0]: got",
        "an instance profile",
        "expected the ARN of one role",
        "without wildcards; give the role inside the profile instead",
      ],
    ],
    ["a prefix that is a wildcard", { rolePrefix: { prefix: "*" } }, ["rolePrefix.prefix: got `*`"]],
    ["an empty prefix", { rolePrefix: { prefix: "" } }, ["rolePrefix.prefix: got ``"]],
    ["a path with a wildcard", { rolePrefix: { path: "/*/", prefix: "a" } }, ["rolePrefix.path: got `/*/`"]],
    ["a path with a variable", { rolePrefix: { path: "/${aws:username}/", prefix: "a" } }, ["rolePrefix.path"]],
    [
      "another service",
      untyped({ roles: [ROLE], services: ["lambda.amazonaws.com"] }),
      [
        "services[0]: got `lambda.amazonaws.com`, expected a service principal of EC2; this guard is for EC2 alone: for another service allow `iam:PassRole` on the role's ARN in a statement of your own, with the condition `iam:PassedToService`",
      ],
    ],
    ["no service", { roles: [ROLE], services: [] }, ["services: got `[]`, expected at least one service principal"]],
    ["two holders", { roles: [ROLE], user: "a", group: "b" }, ["expected at most one of `user`, `role` and `group`"]],
    ["an unknown argument", untyped({ roles: [ROLE], policy: "x" }), ["policy: unknown argument, expected `roles`"]],
    ["an unknown right", untyped({ roles: [ROLE], launch: { profile: [] } }), ["launch.profiles", '"profile"']],
    [
      "launch without profiles",
      { roles: [ROLE], launch: { profiles: [] } },
      ["expected at least one instance profile"],
    ],
    ["a role as a profile", { roles: [ROLE], launch: { profiles: [ROLE] } }, ["launch.profiles[0]: got"]],
    [
      "a template's name",
      { roles: [ROLE], launch: { profiles: [PROFILE], templates: ["web"] } },
      ["launch.templates[0]: got `web`, expected the id of a launch template"],
    ],
    [
      "images of nobody",
      { roles: [ROLE], launch: { profiles: [PROFILE], images: {} } },
      ["launch.images: got `{}`, expected `owners` or `tags`"],
    ],
    [
      "too many hops",
      { roles: [ROLE], launch: { profiles: [PROFILE], maximumHopLimit: 65 } },
      ["launch.maximumHopLimit: got `65`, expected 1 to 64 (hops)"],
    ],
    ["groups without templates", { roles: [ROLE], groups: { names: ["web"] } }, ["groups: got the right to groups"]],
    [
      "a refresh beside new versions",
      {
        roles: [ROLE],
        launch: { profiles: [PROFILE], templates: [TEMPLATE] },
        groups: { names: ["web"], instanceRefresh: true },
        templates: { templates: [TEMPLATE] },
      },
      ["groups.instanceRefresh: got it together with `templates`"],
    ],
    ["a gain without a reason", { roles: [ROLE], allowGain: [{ role: ROLE, reason: " " }] }, ["allowGain[0].reason"]],
    [
      "a gain of another role",
      { roles: [ROLE], allowGain: [{ role: `${ROLE}2`, reason: "known" }] },
      [`allowGain[0].role: got \`${ROLE}2\`, expected one of \`roles\``],
    ],
    ["an empty list", { roles: [] }, ["roles: got no role, expected at least one role, or `rolePrefix`"]],
    ["no list of roles", untyped({ roles: ROLE }), [`roles: got \`${ROLE}\``, "expected a list of roles"]],
    ["null for the roles", untyped({ roles: null }), ["roles: got `null`, expected a list of roles"]],
    ["nothing for a role", untyped({ roles: [undefined] }), ["roles[0]: got nothing, expected the ARN of one role"]],
    ["a session of a role", { roles: [`arn:aws:sts::${ACCOUNT}:assumed-role/pics/i`] }, ["roles[0]: got `arn:aws:sts"]],
    [
      "no list of profiles",
      untyped({ roles: [ROLE], launch: { profiles: PROFILE } }),
      ["launch.profiles: got", "expected a list of at least one instance profile"],
    ],
    ["a user without a name", { roles: [ROLE], user: "" }, ["user: got ``, expected a user name of at most 64"]],
    [
      "a group's ARN for its name",
      { roles: [ROLE], group: `arn:aws:iam::${ACCOUNT}:group/a` },
      ["group: got", "which is the ARN of a group, expected a group name of at most 128"],
    ],
    [
      "a passer without documents",
      untyped({ roles: [ROLE], passer: {} }),
      ["passer.documents: got nothing, expected the documents of the holder, by name"],
    ],
    [
      "documents of the passer that are none",
      { roles: [ROLE], passer: { documents: { text: "{", object: { Statement: [{}] } } } },
      ["passer.documents.text: ", "passer.documents.object: "],
    ],
    ["an unknown part of the passer", untyped({ roles: [ROLE], passer: { documents: {}, policy: 1 } }), ['"policy"']],
    [
      "a boundary of the passer by its ARN",
      {
        roles: [ROLE],
        passer: { documents: {}, permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/limit` },
      },
      ["passer.permissionsBoundary: got `arn:aws:iam::", "expected the document, or the resource that holds it"],
    ],
    [
      "a boundary of the passer that is none",
      untyped({ roles: [ROLE], passer: { documents: {}, permissionsBoundary: 5 } }),
      ["passer.permissionsBoundary: expected an object, got a number"],
    ],
    [
      "tags of the passer that are none",
      untyped({ roles: [ROLE], passer: { documents: {}, tags: 5 } }),
      ["passer.tags: got `5`"],
    ],
    ["no arguments", untyped(undefined as unknown as object), ["got nothing, expected an object with the arguments"]],
    [
      "nothing for a gain",
      untyped({ roles: [ROLE], allowGain: [null] }),
      ["allowGain[0]: got `null`, expected an object"],
    ],
    [
      "no list of subnets",
      untyped({ roles: [ROLE], launch: { profiles: [PROFILE], subnets: "subnet-0a" } }),
      ["launch.subnets: got `subnet-0a`, expected a list of at least one subnet"],
    ],
    [
      "a policy name that AWS refuses",
      { roles: [ROLE], user: "alice", policyName: "a b" },
      ["policyName: got `a b`, expected a policy name of at most 121 letters"],
    ],
    ["a flag that is none", untyped({ roles: [ROLE], exclusive: "yes" }), ["exclusive: got `yes`, expected `true`"]],
  ];
  for (const [name, args, messages] of refused) {
    it(`${name} is refused by name, with what is expected`, async () => {
      const message = await refusalOf(() => new PassRoleGuard("guard", args));
      for (const part of messages) expect(message).to.contain(part);
    });
  }

  it("a holder of another kind is refused by its type, though its shape would do", async () => {
    const refusal = (holder: () => object) =>
      refusalOf(() => new PassRoleGuard("guard", untyped({ roles: [ROLE], ...holder() })));
    expect(await refusal(() => ({ group: new aws.iam.Role("ci", { assumeRolePolicy: "{}" }) }))).to.contain(
      "group: got a resource of type `aws:iam/role:Role`, expected an `aws.iam.Group`, or a group name of at most 128 " +
        "letters, digits and `+=,.@_-`; give this one as `role`",
    );
    const role = "got a resource of type `ec2-identity:index:InstanceRole`, expected an";
    expect(await refusal(() => ({ user: new InstanceRole("ci") }))).to.contain(`user: ${role} \`aws.iam.User\``);
    expect(await refusal(() => ({ group: new aws.iam.User("ci") }))).to.contain("; give this one as `user`");
    expect(await refusal(() => ({ user: new aws.iam.Role("ci", { assumeRolePolicy: "{}" }) }))).to.contain("as `role`");
    expect(await refusal(() => ({ role: new aws.iam.User("ci") }))).to.contain(
      "role: got a resource of type `aws:iam/user:User`, expected an `InstanceRole` or `aws.iam.Role`, or a role name",
    );
    expect(await refusal(() => ({ role: new aws.sqs.Queue("q") }))).to.match(/role: got .*Queue.*`\+=,\.@_-`\n?$/m);
  });

  it("a profile for a role is refused with what to give instead", async () => {
    const refusal = (profile: () => object) =>
      refusalOf(() => new PassRoleGuard("guard", untyped({ roles: [profile()] })));
    const message = "without wildcards; give the role inside the profile instead";
    expect(await refusal(() => new aws.iam.InstanceProfile("raw"))).to.contain(message);
    expect(await refusal(() => new InstanceProfile("own", { role: new InstanceRole("web") }))).to.contain(message);
  });

  it("a name of a policy leaves room for that of its rights", () => {
    expect(problemsOf({ policyName: "a".repeat(121) })).to.deep.equal([]);
    for (const policyName of ["", "a".repeat(122)]) {
      expect(problemsOf({ policyName }).join()).to.contain("expected a policy name of at most 121 letters");
    }
    expect(problemsOf({ holders: [{ kind: "group", name: "a".repeat(128) }] })).to.deep.equal([]);
    const long = problemsOf({ holders: [{ kind: "group", name: "a".repeat(129) }] });
    expect(long.join()).to.contain("expected a group name of at most 128 letters");
    const user = problemsOf({ holders: [{ kind: "user", name: "a".repeat(65) }] });
    expect(user.join()).to.contain("expected a user name of at most 64 letters");
  });

  it("a role or profile of another account or partition is refused", () => {
    expect(problemsOf({ roles: ["arn:aws:iam::111122223333:role/pics"] }).join()).to.contain(
      `roles[0]: got \`arn:aws:iam::111122223333:role/pics\`, expected one of account \`${ACCOUNT}\` in partition \`aws\`: a role is passed inside its own account only`,
    );
    expect(problemsOf({ roles: [ROLE.replace("aws", "aws-cn")] }).join()).to.contain("roles[0]");
    const profiles = ["arn:aws:iam::111122223333:instance-profile/pics"];
    expect(problemsOf({ launch: { profiles } }).join()).to.contain("launch.profiles[0]");
    expect(problemsOf({ association: { profiles } }).join()).to.contain("association.profiles[0]");
  });

  it("a profile with another role is refused, where the role is known", async () => {
    const by =
      (args: (profile: InstanceProfile | aws.iam.InstanceProfile) => Partial<PassRoleGuardArgs>) =>
      (raw: boolean) =>
      () => {
        const [role, other] = [new InstanceRole("web"), new InstanceRole("other")];
        const profile = raw
          ? new aws.iam.InstanceProfile("raw", { role: other.name })
          : new InstanceProfile("other", { role: other });
        return new PassRoleGuard("guard", { roles: [role], ...args(profile) });
      };
    const message = (property: string) =>
      `${property}: got a profile with the role \`other-1234567\`, expected one with a role of \`roles\``;
    const launch = by((profile) => ({ launch: { profiles: [profile] } }));
    expect(await failureOf(launch(false))).to.contain(message("launch.profiles[0]"));
    expect(await failureOf(launch(true))).to.contain(message("launch.profiles[0]"));
    expect(await failureOf(by((profile) => ({ association: { profiles: [profile] } }))(false))).to.contain(
      message("association.profiles[0]"),
    );
    expect(
      await failureOf(by((profile) => ({ launch: { profiles: [profile] }, rolePrefix: { prefix: "o" } }))(true)),
    ).to.equal("");
    expect(problemsOf({ profileRoles: [{ property: "launch.profiles[0]", roleName: "pics" }] })).to.deep.equal([]);
    const unknown = "${ec2-identity:symbol:0}";
    expect(problemsOf({ profileRoles: [{ property: "launch.profiles[0]", roleName: unknown }] })).to.deep.equal([]);
  });

  it("a service of another partition alone is refused: the condition can never hold", () => {
    const [problem] = problemsOf({ services: ["ec2.amazonaws.com.cn"] });
    expect(problem).to.contain(
      "expected `ec2.amazonaws.com` among them: the condition can never hold in partition `aws`",
    );
    expect(problemsOf({ services: ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] })).to.deep.equal([]);
  });

  it("a policy that is too long for AWS is refused with both numbers", () => {
    const roles = Array.from({ length: 60 }, (_, index) => `arn:aws:iam::${ACCOUNT}:role/service-role-${index}`);
    const [problem] = problemsOf({ roles, holders: [{ kind: "user", name: "alice" }] });
    expect(problem).to.match(/: the guard's policy: got \d{4,5} characters without white space, .* at most 6144/);
    expect(problemsOf({ roles: roles.slice(0, 20), holders: [{ kind: "user", name: "alice" }] })).to.deep.equal([]);
  });
});
