import { expect } from "chai";

import { diffOf } from "../../../components/association/association-goals-plan";
import type { AssociationState } from "../../../components/association/association-resource";
import { UNKNOWN_VALUE } from "../../../components/association/association-resource";
import { INSTANCE, profileArn } from "../../support/simulated-ec2";

describe("what a change means for an association", () => {
  const state: AssociationState = {
    instanceId: INSTANCE,
    profile: "web",
    adopt: false,
    replaceExisting: false,
    onDelete: "restore",
    profileMayBeNew: false,
    instanceMayBeNew: false,
    former: {},
    connection: { region: "eu-central-1", assumeRoles: [{ roleArn: "a" }] },
    planned: { kind: "attach", profileArn: profileArn("web") },
    plan: "attach",
    associationId: "iip-assoc-1",
    profileArn: profileArn("web"),
    attachedProfileArn: profileArn("web"),
  };
  const NOTHING = { changes: false, replaces: [] };
  const UPDATE = { changes: true, replaces: [] };

  for (const [what, changed, want] of [
    ["nothing", {}, NOTHING],
    [
      "the plan",
      { plan: "nothing", planned: { kind: "attached", profileArn: profileArn("web"), shown: true } },
      NOTHING,
    ],
    ["a plan that is not known", { plan: UNKNOWN_VALUE }, NOTHING],
    [
      "what was known of the past",
      { former: { profileArn: "x" }, instanceMayBeNew: true, profileMayBeNew: true },
      NOTHING,
    ],
    ["the form of the profile's name", { profile: profileArn("web") }, NOTHING],
    ["the profile", { profile: "worker" }, UPDATE],
    ["a profile that is not known", { profile: UNKNOWN_VALUE }, UPDATE],
    ["a setting", { onDelete: "keep" }, UPDATE],
    ["a part of the connection", { connection: { region: "eu-central-1", assumeRoles: [{ roleArn: "b" }] } }, UPDATE],
    ["the instance", { instanceId: "i-00000001" }, { changes: true, replaces: ["instanceId"] }],
  ] as const) {
    it(`is ${want === NOTHING ? "nothing" : "an update"} for ${what}`, () => {
      expect(diffOf(state, { ...state, ...changed })).to.deep.equal(want);
    });
  }

  it("is an update where someone has attached another profile", () => {
    expect(diffOf({ ...state, profileArn: profileArn("theirs") }, state)).to.deep.equal(UPDATE);
  });
});
