import { expect } from "chai";

import { AwsCallError } from "../../../aws/aws-call-error";
import { DynamicStack, freshStack } from "../../support/dynamic-stack";
import { refusal } from "../../support/refusal";
import { profileArn, SimulatedEc2 } from "../../support/simulated-ec2";

const ASSOCIATE = "ec2:AssociateIamInstanceProfile";
const REPLACE = "ec2:ReplaceIamInstanceProfileAssociation";
const DISASSOCIATE = "ec2:DisassociateIamInstanceProfile";

describe("the operations of an association that meet someone else's", () => {
  let ec2: SimulatedEc2;
  let stack: DynamicStack;
  beforeEach(() => {
    ({ ec2, stack } = freshStack());
  });
  afterEach(() => {
    expect(ec2.open, "open connections").to.equal(0);
  });

  describe("an association that was there before", () => {
    beforeEach(() => {
      ec2.setFromOutside("theirs");
    });

    it("is left alone, and named with its association, at preview already", async () => {
      const message = await refusal(stack.preview({ profile: "web" }));
      expect(message).to.contain(profileArn("theirs")).and.to.contain("iip-assoc-1").and.to.contain("replaceExisting");
      expect(await refusal(stack.up({ profile: "web" }))).to.equal(message);
      expect([ec2.attached, ec2.mutatingCalls()]).to.deep.equal(["theirs", []]);
    });

    it("is replaced in one call with replaceExisting, and given back", async () => {
      await stack.up({ profile: "web", replaceExisting: true });
      expect([ec2.attached, ec2.mutatingCalls()]).to.deep.equal(["web", [REPLACE]]);
      await stack.destroy();
      expect([ec2.attached, ec2.gaps]).to.deep.equal(["theirs", []]);
    });

    it("is detached first where the instance is stopped", async () => {
      ec2.instance = "stopped";
      await stack.up({ profile: "web", replaceExisting: true });
      expect(ec2.mutatingCalls()).to.deep.equal([DISASSOCIATE, ASSOCIATE]);
    });

    it("is not taken over without adopt, though it has the declared profile", async () => {
      expect(await refusal(stack.up({ profile: "theirs" }))).to.contain("set `adopt: true`");
      await stack.up({ profile: "theirs", adopt: true });
      expect(stack.association?.state.associationId).to.equal("iip-assoc-1");
      await stack.destroy();
      expect([ec2.attached, ec2.mutatingCalls()]).to.deep.equal(["theirs", []]);
    });

    it("of another stack is named", async () => {
      ec2.setFromOutside(undefined);
      await stack.up({ profile: "web" });
      const second = new DynamicStack(ec2);
      expect(await refusal(second.up({ profile: "worker" }))).to.contain(`\`${ec2.associationId}\``);
      expect(await refusal(second.up({ profile: "web" }))).to.contain(`\`${ec2.associationId}\``);
      expect(ec2.attached).to.equal("web");
    });
  });

  describe("one that another stack makes at the same moment", () => {
    /** The other stack attaches `profile` just before our call. */
    function overtaking(profile: string): void {
      let once = true;
      ec2.beforeCall = (action) => {
        if (action === ASSOCIATE && once) {
          once = false;
          ec2.setFromOutside(profile);
        }
      };
    }

    for (const profile of ["theirs", "web"]) {
      it(`is not taken over where it is of the profile \`${profile}\``, async () => {
        overtaking(profile);
        const message = await refusal(stack.up({ profile: "web" }));
        expect(message).to.contain(`by association \`${ec2.associationId}\`, which this resource did not make`);
        expect([ec2.attached, stack.association]).to.deep.equal([profile, undefined]);
      });
    }

    it("is not taken over where it came between check and creation", async () => {
      let calls = 0;
      ec2.beforeCall = (action) => {
        if (action === "iam:GetInstanceProfile" && ++calls === 2) {
          ec2.setFromOutside("web");
        }
      };
      expect(await refusal(stack.up({ profile: "web" }))).to.contain("set `adopt: true`");
      expect([ec2.mutatingCalls(), stack.association]).to.deep.equal([[], undefined]);
    });

    for (const state of ["pending", undefined] as const) {
      it(`is not taken over where both wait for an instance that is ${state ?? "not there yet"}`, async () => {
        ec2.instance = state;
        ec2.next = { state: "running", at: ec2.time + 20_000 };
        const second = new DynamicStack(ec2);
        const declared = { profile: "web", instanceMayBeNew: true };
        const ends = await Promise.allSettled([stack.up(declared), second.up(declared)]);
        expect(ends.map(({ status }) => status)).to.have.members(["fulfilled", "rejected"]);
        const refused = ends.find((end) => end.status === "rejected");
        expect(String(refused?.reason)).to.contain(
          `by association \`${ec2.associationId}\`, which this resource did not make`,
        );
        expect([stack.association, second.association].filter((one) => one !== undefined)).to.have.lengthOf(1);
      });
    }

    it("is our own where the answer to our call was lost", async () => {
      let once = true;
      ec2.beforeCall = (action) => {
        if (action === ASSOCIATE && once) {
          once = false;
          ec2.setFromOutside("web");
          throw new AwsCallError(ASSOCIATE, "ECONNRESET", "socket hang up", undefined, true);
        }
      };
      await stack.up({ profile: "web" });
      expect(stack.association?.state.associationId).to.equal(ec2.associationId);
    });
  });
});
