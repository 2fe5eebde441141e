import { expect } from "chai";

import type { Declaration } from "../../support/dynamic-stack";
import { DynamicStack, freshStack } from "../../support/dynamic-stack";
import { refusal } from "../../support/refusal";
import { Interruption, profileArn, SimulatedEc2 } from "../../support/simulated-ec2";

describe("an interruption of the operations of an association", () => {
  let ec2: SimulatedEc2;
  let stack: DynamicStack;
  beforeEach(() => {
    ({ ec2, stack } = freshStack());
  });
  afterEach(() => {
    expect(ec2.open, "open connections").to.equal(0);
  });

  it("after any call of a replacement is picked up by the next update, and the former profile is not lost", async () => {
    for (const state of ["running", "stopped"] as const) {
      for (let calls = 1; calls <= 12; calls++) {
        ec2 = new SimulatedEc2();
        ["web", "theirs"].forEach((name) => {
          ec2.addProfile(name);
        });
        ec2.setFromOutside("theirs");
        ec2.instance = state;
        stack = new DynamicStack(ec2);
        const declared: Declaration = { profile: "web", replaceExisting: true };
        ec2.callsLeft = calls;
        await stack.up(declared).catch((error: unknown) => {
          expect(error).to.be.instanceOf(Interruption);
        });
        ec2.callsLeft = undefined;
        await stack.up(declared);
        expect([state, calls, ec2.attached]).to.deep.equal([state, calls, "web"]);
        await stack.destroy();
        expect([state, calls, ec2.attached, ec2.gaps]).to.deep.equal([state, calls, "theirs", []]);
      }
    }
  });

  describe("by a kill after the profile was attached", () => {
    beforeEach(async () => {
      ec2.beforeCall = () => {
        ec2.callsLeft = ec2.mutatingCalls().length > 0 ? 1 : undefined;
      };
      await stack.up({ profile: "web" }).catch((error: unknown) => {
        expect(error).to.be.instanceOf(Interruption);
      });
      ec2.beforeCall = () => undefined;
      ec2.callsLeft = undefined;
      expect([ec2.attached, stack.association]).to.deep.equal(["web", undefined]);
    });

    it("is someone else's to an update with another profile, until it may replace", async () => {
      expect(await refusal(stack.up({ profile: "worker" }))).to.contain("set `replaceExisting: true`");
      await stack.up({ profile: "worker", replaceExisting: true });
      expect(ec2.attached).to.equal("worker");
    });

    it("is left by a destruction", async () => {
      await stack.destroy();
      expect(ec2.attached).to.equal("web");
    });

    it("is detached by an update with the same profile, and then a destruction", async () => {
      await stack.up({ profile: "web" });
      await stack.destroy();
      expect(ec2.attached).to.equal(undefined);
    });
  });

  it("by an error after the change leaves the association in the state", async () => {
    ec2.beforeCall = () => {
      if (ec2.mutatingCalls().length > 0) {
        ec2.faults["ec2:DescribeInstances"] = [{ code: "UnauthorizedOperation", message: "no more" }];
      }
    };
    expect(await refusal(stack.up({ profile: "web" }))).to.contain(
      "access denied, missing the permission `ec2:DescribeInstances`",
    );
    expect(stack.association?.state).to.include({ associationId: "", attachedProfileArn: profileArn("web") });
    ec2.beforeCall = () => undefined;
    ec2.faults["ec2:DescribeInstances"] = [];
    await stack.up({ profile: "web" });
    expect(stack.association?.state.associationId).to.equal(ec2.associationId);
  });
});
