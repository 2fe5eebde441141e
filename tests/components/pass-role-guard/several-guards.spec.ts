import * as aws from "@pulumi/aws";
import { expect } from "chai";

import { InstanceRole, PassRoleGuard, type PassRoleGuardArgs } from "../../../components";
import { guardConflicts } from "../../../components/pass-role-guard/guard-conflicts-plan";
import { ACCOUNT, runWithMocks, valueOf } from "../../support/pulumi-mocks";

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** Messages with which a program of guards fails at preview. */
async function failures(program: () => readonly PassRoleGuard[]): Promise<readonly string[]> {
  const outcome = await runWithMocks(
    () => Promise.all(program().map((guard) => valueOf(guard.document).then(() => "", messageOf))),
    { preview: true },
  ).catch((error: unknown) => [messageOf(error)]);
  const messages = "value" in outcome ? await outcome.value : outcome;
  return messages.filter((message) => message !== "");
}

function messageOf(error: unknown): string {
  return (error as Error).message;
}

function guards(holder: () => Partial<PassRoleGuardArgs>, one: object, other: object) {
  return () => {
    const held = holder();
    return [new PassRoleGuard("one", { ...held, ...one }), new PassRoleGuard("other", { ...held, ...other })];
  };
}

describe("several guards on one holder", () => {
  const alice = () => ({ user: new aws.iam.User("alice") });

  for (const [name, holder] of Object.entries<() => Partial<PassRoleGuardArgs>>({
    "a user": alice,
    "a user by name": () => ({ user: "alice" }),
    "a group": () => ({ group: new aws.iam.Group("developers") }),
    "a role": () => ({ role: new aws.iam.Role("deployer", { assumeRolePolicy: "{}" }) }),
    "an InstanceRole": () => ({ role: new InstanceRole("deployer") }),
  })) {
    it(`are refused where they deny each other's roles: ${name}`, async () => {
      const [message, ...more] = await failures(guards(holder, { roles: [arn("web")] }, { roles: [arn("jobs")] }));
      expect(message).to.match(
        /invalid arguments of PassRoleGuard `other`:\n {2}got (user|group|role) `[\w-]+`, who holds/,
      );
      expect(message).to.contain(`denies to pass \`${arn("jobs")}\`, which the first allows`);
      expect(message).to.contain("expected one guard with all that its holder may pass, or `exclusive: false`");
      expect(more).to.deep.equal([]);
    });
  }

  it("are refused where one of them is exclusive, or they name other services", async () => {
    const [message] = await failures(
      guards(alice, { roles: [arn("web")] }, { roles: [arn("jobs")], exclusive: false }),
    );
    expect(message).to.contain("guards `other` and `one`, of which the second is exclusive");
    const both = { roles: [arn("web")], services: ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] };
    const [services] = await failures(guards(alice, { roles: [arn("web")] }, both));
    expect(services).to.contain("denies to pass to `ec2.amazonaws.com.cn`");
  });

  it("are accepted where each lets pass what the other does, or none is exclusive, or another holds it", async () => {
    const roles = [arn("web"), arn("jobs")];
    expect(await failures(guards(alice, { roles }, { roles: [...roles].reverse() }))).to.deep.equal([]);
    const open = { exclusive: false };
    expect(await failures(guards(alice, { roles: [arn("a")], ...open }, { roles: [arn("b")], ...open }))).to.deep.equal(
      [],
    );
    const others = () => [
      new PassRoleGuard("one", { user: "alice", roles: [arn("web")] }),
      new PassRoleGuard("other", { user: "bob", roles: [arn("jobs")] }),
      new PassRoleGuard("third", { group: "alice", roles: [arn("jobs")] }),
      new PassRoleGuard("fourth", { roles: [arn("jobs")] }),
    ];
    expect(await failures(others)).to.deep.equal([]);
  });

  it("are reported where a user may be in a group, or in two, whose guards deny each other's roles", async () => {
    const warningsOf = async (...args: readonly Partial<PassRoleGuardArgs>[]) => {
      const names = ["one", "other", "third"];
      const run = await runWithMocks(() => args.map((one, index) => new PassRoleGuard(names[index] ?? "", one)));
      return run.warnings;
    };
    const [user, group] = [{ user: "alice" }, { group: "developers" }];
    expect(await warningsOf({ ...user, roles: [arn("web")] }, { ...group, roles: [arn("jobs")] })).to.deep.equal([
      "PassRoleGuard `other`: group: not verified: who is in which group: got user `alice` if in group `developers`, who holds the " +
        `guards \`other\` and \`one\`, of which the second is exclusive and denies to pass \`${arn("jobs")}\`, which the first ` +
        "allows: expected one guard with all that its holder may pass, or `exclusive: false`",
    ]);
    const [between] = await warningsOf({ ...group, roles: [arn("web")] }, { group: "ops", roles: [arn("jobs")] });
    expect(between).to.contain("got a member of group `developers` and group `ops`, who holds");
    expect(await warningsOf({ ...user, roles: [arn("web")] }, { ...group, roles: [arn("web")] })).to.deep.equal([]);
    expect(await warningsOf({ ...user, roles: [arn("web")] }, { user: "bob", roles: [arn("jobs")] })).to.deep.equal([]);
    expect(await warningsOf({ ...group, roles: [arn("web")] }, { role: "ci", roles: [arn("jobs")] })).to.deep.equal([]);
  });

  it("are judged by what is known of their lists, prefixes included", () => {
    const held = (name: string, ...roles: readonly string[]) => ({
      name,
      roles,
      services: ["ec2.amazonaws.com"],
      exclusive: true,
    });
    const conflicts = (one: readonly string[], other: readonly string[]) =>
      guardConflicts("user `alice`", held("one", ...one), held("other", ...other));
    expect(conflicts([arn("qateam-*")], [arn("qateam-web")])).to.have.length(1);
    expect(conflicts([arn("qateam-*")], [arn("qateam-*"), arn("qateam-web")])).to.deep.equal([]);
    const unknown = "${ec2-identity:symbol:0}";
    expect(conflicts([unknown], [arn("web")])).to.deep.equal([]);
    expect(conflicts([unknown, arn("jobs")], [arn("web")])).to.have.length(1);
  });
});
