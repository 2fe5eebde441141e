import { expect } from "chai";

import { type DynamicStack, freshStack } from "../../support/dynamic-stack";
import { refusal } from "../../support/refusal";
import { INSTANCE, profileArn, SimulatedEc2 } from "../../support/simulated-ec2";

const ASSOCIATE = "ec2:AssociateIamInstanceProfile";
const REPLACE = "ec2:ReplaceIamInstanceProfileAssociation";
const DISASSOCIATE = "ec2:DisassociateIamInstanceProfile";

describe("the operations of an association", () => {
  let ec2: SimulatedEc2;
  let stack: DynamicStack;
  beforeEach(() => {
    ({ ec2, stack } = freshStack());
  });
  afterEach(() => {
    expect(ec2.open, "open connections").to.equal(0);
  });

  describe("attach", () => {
    for (const state of ["running", "stopped", "stopping"] as const) {
      it(`attaches by name and by ARN to an instance that is ${state}`, async () => {
        ec2.instance = state;
        await stack.up({ profile: "web" });
        expect([ec2.attached, ec2.mutatingCalls()]).to.deep.equal(["web", [ASSOCIATE]]);
        expect(stack.association?.state).to.include({
          associationId: ec2.associationId,
          instanceId: INSTANCE,
          profileArn: profileArn("web"),
        });
        await stack.up({ profile: profileArn("web") });
        expect(ec2.mutatingCalls()).to.have.lengthOf(1);
      });
    }

    it("waits until a stopping instance has stopped where EC2 refuses the call before", async () => {
      ec2.acceptsStopping = false;
      ec2.instance = "stopping";
      ec2.next = { state: "stopped", at: 240_000 };
      await stack.up({ profile: "web" });
      expect(ec2.attached).to.equal("web");
      ec2.instance = "stopping";
      ec2.next = { state: "stopped", at: ec2.time + 240_000 };
      await stack.up({ profile: "worker" });
      ec2.instance = "stopping";
      ec2.next = { state: "stopped", at: ec2.time + 240_000 };
      await stack.destroy();
      expect([ec2.attached, ec2.instance]).to.deep.equal([undefined, "stopped"]);
    });

    it("waits for a pending instance, and until the instance shows the profile", async () => {
      ec2.instance = "pending";
      ec2.next = { state: "running", at: 60_000 };
      await stack.up({ profile: "web" });
      expect(ec2.inForce).to.equal("web");
      expect(ec2.time).to.be.greaterThan(63_000);
    });

    it("gives up on an instance that stays pending", async () => {
      ec2.instance = "pending";
      expect(await refusal(stack.up({ profile: "web" }))).to.equal("the instance is still pending after 300 seconds");
    });

    it("waits for a profile that was just made, in IAM and in EC2", async () => {
      ec2.addProfile("new", { visibleAt: 10_000, knownToEc2At: 40_000 });
      await stack.up({ profile: "new", profileMayBeNew: true });
      expect(ec2.attached).to.equal("new");
      expect(ec2.time).to.be.within(40_000, 70_000);
    });

    it("gives up on a profile that EC2 does not learn of in two minutes", async () => {
      ec2.addProfile("new", { knownToEc2At: Infinity });
      expect(await refusal(stack.up({ profile: "new", profileMayBeNew: true }))).to.match(
        /^EC2 still refuses the instance profile, which IAM has after 120 seconds; ec2:Associate.* Invalid IAM Instance/,
      );
      expect(ec2.time).to.be.within(120_000, 125_000);
      expect(stack.association).to.equal(undefined);
    });

    it("fails at once on a name that is a typo", async () => {
      expect(await refusal(stack.up({ profile: "wbe" }))).to.contain("there is no instance profile `wbe`");
      expect(ec2.time).to.be.lessThan(2_000);
      expect(ec2.mutatingCalls()).to.deep.equal([]);
    });

    it("refuses a profile without a role, and waits for the role of a new one", async () => {
      ec2.addProfile("empty", { roleArns: [] });
      expect(await refusal(stack.up({ profile: "empty" }))).to.contain("holds no role");
      expect(await refusal(stack.up({ profile: "empty", profileMayBeNew: true }))).to.contain(
        "IAM still does not show the instance profile with its role after 120 seconds",
      );
    });

    it("refuses a profile of another account, and an account that the provider does not allow", async () => {
      const other = "arn:aws:iam::999999999999:instance-profile/web";
      expect(await refusal(stack.up({ profile: other }))).to.contain(`got \`${other}\``);
      expect(await refusal(stack.up({ profile: "web", connection: { allowedAccountIds: ["1"] } }))).to.contain(
        "of account `123456789012`, which the provider does not allow",
      );
    });

    for (const state of ["shutting-down", "terminated", undefined] as const) {
      it(`refuses an instance that is ${state ?? "missing"}, and changes nothing`, async () => {
        ec2.instance = state;
        expect(await refusal(stack.up({ profile: "web" }))).to.contain(
          state === undefined ? `there is no instance \`${INSTANCE}\`` : `is ${state}`,
        );
        expect(ec2.mutatingCalls()).to.deep.equal([]);
      });
    }

    it("waits for an instance that was just made", async () => {
      ec2.instance = undefined;
      ec2.next = { state: "running", at: 5_000 };
      await stack.up({ profile: "web", instanceMayBeNew: true });
      expect(ec2.attached).to.equal("web");
    });
  });

  describe("update", () => {
    for (const [state, calls] of [
      ["running", [ASSOCIATE, REPLACE]],
      ["stopped", [ASSOCIATE, DISASSOCIATE, ASSOCIATE]],
      ["stopping", [ASSOCIATE, DISASSOCIATE, ASSOCIATE]],
    ] as const) {
      it(`replaces our own profile on an instance that is ${state}`, async () => {
        ec2.instance = state;
        await stack.up({ profile: "web" });
        await stack.up({ profile: "worker" });
        expect([ec2.attached, ec2.mutatingCalls(), ec2.gaps]).to.deep.equal(["worker", calls, []]);
      });
    }

    it("observes again where the instance stopped between two calls", async () => {
      await stack.up({ profile: "web" });
      let once = true;
      ec2.beforeCall = (action) => {
        if (action === REPLACE && once) {
          once = false;
          ec2.instance = "stopped";
        }
      };
      await stack.up({ profile: "worker" });
      expect(ec2.mutatingCalls()).to.deep.equal([ASSOCIATE, REPLACE, DISASSOCIATE, ASSOCIATE]);
    });

    it("observes again where the association vanished between two calls", async () => {
      await stack.up({ profile: "web" });
      let once = true;
      ec2.beforeCall = (action) => {
        if (action === REPLACE && once) {
          once = false;
          ec2.setFromOutside(undefined);
        }
      };
      await stack.up({ profile: "worker" });
      expect([ec2.attached, ec2.mutatingCalls()]).to.deep.equal(["worker", [ASSOCIATE, REPLACE, ASSOCIATE]]);
    });

    it("says in its plan what it will do, and that there is nothing to do", async () => {
      expect(await stack.preview({ profile: "web" })).to.equal(`attach \`${profileArn("web")}\``);
      await stack.up({ profile: "web" });
      expect(await stack.preview({ profile: "web" })).to.equal(`nothing: \`${profileArn("web")}\` is attached`);
      expect(await stack.preview({ profile: "worker" })).to.equal(
        `replace \`${profileArn("web")}\` by \`${profileArn("worker")}\``,
      );
      ec2.instance = "stopped";
      expect(await stack.preview({ profile: "worker" })).to.contain("the instance does not run, detach and attach");
      ec2.instance = "pending";
      expect(await stack.preview({ profile: "worker" })).to.equal(
        `wait for the instance, then replace \`${profileArn("web")}\` by \`${profileArn("worker")}\``,
      );
    });

    it("only writes down a change of what happens on delete", async () => {
      await stack.up({ profile: "web" });
      await stack.up({ profile: "web", onDelete: "keep" });
      expect(ec2.mutatingCalls()).to.have.lengthOf(1);
      await stack.destroy();
      expect(ec2.attached).to.equal("web");
    });
  });

  describe("refresh", () => {
    beforeEach(() => stack.up({ profile: "web" }));

    it("finds that someone detached the profile; the next update attaches it again", async () => {
      ec2.setFromOutside(undefined);
      await stack.refresh();
      expect(stack.association).to.equal(undefined);
      await stack.up({ profile: "web" });
      expect(ec2.attached).to.equal("web");
    });

    it("finds that someone replaced the profile; the next update refuses, or replaces where it may", async () => {
      ec2.setFromOutside("theirs");
      await stack.refresh();
      expect(stack.association?.state.profileArn).to.equal(profileArn("theirs"));
      expect(await refusal(stack.up({ profile: "web" }))).to.contain("set `replaceExisting: true`");
      await stack.up({ profile: "web", replaceExisting: true });
      expect(ec2.attached).to.equal("web");
    });

    it("finds that the instance is gone", async () => {
      ec2.instance = "terminated";
      await stack.refresh();
      expect(stack.association).to.equal(undefined);
    });
  });

  describe("delete", () => {
    it("detaches what was attached to an instance that had none", async () => {
      await stack.up({ profile: "web" });
      await stack.destroy();
      expect([ec2.attached, ec2.mutatingCalls()]).to.deep.equal([undefined, [ASSOCIATE, DISASSOCIATE]]);
    });

    it("leaves alone what someone else has attached since", async () => {
      await stack.up({ profile: "web" });
      ec2.setFromOutside("theirs");
      await stack.destroy();
      expect([ec2.attached, ec2.mutatingCalls()]).to.deep.equal(["theirs", [ASSOCIATE]]);
    });

    it("detaches, though the instance had a profile before, if told so", async () => {
      ec2.setFromOutside("theirs");
      await stack.up({ profile: "web", replaceExisting: true, onDelete: "detach" });
      await stack.destroy();
      expect(ec2.attached).to.equal(undefined);
    });

    it("has nothing to do for an instance that is gone", async () => {
      await stack.up({ profile: "web" });
      ec2.instance = undefined;
      await stack.destroy();
      expect(ec2.mutatingCalls()).to.deep.equal([ASSOCIATE]);
    });

    it("fails, and changes nothing, where the former profile is gone from IAM", async () => {
      ec2.setFromOutside("theirs");
      await stack.up({ profile: "web", replaceExisting: true });
      ec2.removeProfile("theirs");
      expect(await refusal(stack.destroy())).to.contain('set `onDelete` to "detach" or "keep"');
      expect(ec2.attached).to.equal("web");
    });
  });
});
