import { expect } from "chai";

import { type NamedPolicy, PASS_ROLE_ACTIONS } from "../../../iam";
import { type AccountOptions, accountOf, documentsWith, type HolderKind } from "../../support/bypass-search/account";
import { ec2Moves } from "../../support/bypass-search/ec2-moves";
import { iamMoves } from "../../support/bypass-search/iam-moves";
import { searchBypass, type SearchResult } from "../../support/bypass-search/search";
import { type GuardArguments, guardDocument } from "../../support/guards";
import { policy } from "../../support/policies";
import { ACCOUNT } from "../../support/pulumi-mocks";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;
const PROFILE = `arn:aws:iam::${ACCOUNT}:instance-profile/web`;
const DEPTH = 3;

/** A guard in the account of the search, without the statement of that Sid. */
function guardWithout(args: GuardArguments, sid?: string): NamedPolicy {
  const { Statement, ...rest } = guardDocument(args) as { Statement: { Sid: string }[] };
  return policy("guard", { ...rest, Statement: Statement.filter(({ Sid }) => Sid !== sid) });
}

function search(
  kind: HolderKind,
  guard: NamedPolicy,
  options: AccountOptions & { readonly mayFollow?: boolean } = {},
  depth: number = DEPTH,
): SearchResult {
  return searchBypass(
    {
      account: accountOf(kind, options),
      documents: documentsWith(guard),
      passable: (role) => role.startsWith("web"),
      ...options,
    },
    depth,
  );
}

/** Who holds the guard, and how. */
const HOLDERS: readonly (readonly [HolderKind, AccountOptions])[] = (["user", "group", "role"] as const).flatMap(
  (kind) => [[kind, {}] as const, [kind, { inline: true }] as const],
);

describe("a holder of every permission of IAM, EC2 and Auto Scaling beside the guard", function () {
  this.timeout(120_000);
  const guard = { roles: [ROLE] };
  const prefix = { roles: [], rolePrefix: { prefix: "web" } };
  const launch = { profiles: [PROFILE], templates: ["lt-01"] };

  const guards: Readonly<Record<string, GuardArguments>> = {
    "for one role": guard,
    "for a name prefix": prefix,
    "with the rights to launch, to associate and to groups": {
      ...guard,
      launch,
      association: { profiles: [PROFILE] },
      groups: { names: ["web", "latest", "default"], instanceRefresh: true },
    },
  };
  for (const kind of ["user", "group", "role"] as const) {
    for (const [name, args] of Object.entries(guards)) {
      it(`finds no way around a guard ${name}, held by a ${kind}, in ${DEPTH} calls`, () => {
        const holders = [{ kind, name: kind === "group" ? "developers" : "alice" }];
        const mayFollow = "groups" in args;
        const { bypass, states } = search(kind, guardWithout({ ...args, holders }), { mayFollow });
        expect(bypass).to.equal(undefined);
        expect(states).to.be.greaterThan(100);
      });
    }
  }

  for (const kind of ["user", "group", "role"] as const) {
    it(`finds no way around a guard that was made as a document, held by a ${kind}, in ${DEPTH} calls`, () => {
      expect(search(kind, guardWithout({ ...guard, holders: [] }), { inline: true }).bypass).to.equal(undefined);
    });
  }

  it("finds none where it may write versions of a template that no group follows", () => {
    const args = { ...guard, launch, groups: { names: ["web", "pinned"] }, templates: { templates: ["lt-01"] } };
    expect(search("user", guardWithout(args), { follows: false }).bypass).to.equal(undefined);
  });

  it("finds one, in one call, where it may write versions of a template that a group follows", () => {
    const { bypass } = search("user", guardWithout({ ...guard, templates: { templates: ["lt-01"] } }));
    expect(bypass?.calls).to.have.length(1);
    expect(bypass?.gain).to.match(/launches with admin$/);
  });

  /** What goes around a guard that lacks one of its statements: the search finds each, so each is needed. */
  const needed: Readonly<Record<string, RegExp>> = {
    DenyOtherRoles: /^user\/alice passes|has admin/,
    DenyOtherServices: /to Lambda$/,
    DenyPermissionChanges: /./,
    DenyCredentialsOfOthers: /^user\/bob passes/,
    DenyTemplateVersions: /launches with admin$/,
    DenyLaunchConfigurations: /launches with admin$/,
    DenyOptionalTokensLater: /answers without a token$/,
    DenyMoreHopsLater: /answers over 64 hops$/,
  };
  for (const [sid, gain] of Object.entries(needed)) {
    it(`finds one without the statement ${sid}`, () => {
      const { bypass } = search("user", guardWithout(guard, sid));
      expect(bypass?.gain).to.match(gain);
    });
  }

  /** What a statement denies that would set a group to the newest version, or make a fleet launch from a new template. */
  const following: Readonly<Record<string, RegExp>> = {
    DenyUnpinnedGroups: /^web follows a template$/,
    DenyUnpinnedUpdates: /^pinned follows a template$/,
    DenyRefreshes: /^pinned follows a template$/,
    DenyUnlimitedCalls: /^(i-new has admin|the default answers)/,
  };
  for (const [sid, gain] of Object.entries(following)) {
    it(`finds one without the statement ${sid}, where groups are pinned`, () => {
      const { bypass } = search("user", guardWithout(guard, sid), { follows: false }, 1);
      expect(bypass?.gain).to.match(gain);
    });
  }

  it("finds one without each of the calls that no condition key limits", () => {
    const gains = ["ec2:DeleteLaunchTemplate", "ec2:ModifyInstanceMetadataDefaults", "ec2:RunScheduledInstances"].map(
      (call) => search("user", guardWithoutCall(guard, call), {}, 2).bypass?.gain,
    );
    expect(gains).to.deep.equal([
      "latest launches with admin",
      "the default answers without a token",
      "i-new has admin",
    ]);
  });

  /** With the right to write versions of a template, following it later is the way. */
  for (const sid of ["DenyUnpinnedGroups", "DenyUnpinnedUpdates", "DenyRefreshes", "DenyLaterLaunches"]) {
    it(`finds one without the statement ${sid}, where it may write versions of a template`, () => {
      const args = { ...guard, templates: { templates: ["lt-01"] } };
      const { bypass } = search("user", guardWithout(args, sid), { follows: false, mayFollow: true });
      expect(bypass?.gain).to.match(/launches with admin$/);
    });
  }

  it("finds one for each call that the guard denies for giving permissions, but for those that alone come to nothing", () => {
    const denied = (guardDocument(prefix) as { Statement: { Sid: string; Action: string[] }[] }).Statement;
    const calls = denied.find(({ Sid }) => Sid === "DenyPermissionChanges")?.Action ?? [];
    const modelled = calls.filter((call) => !NOT_MODELLED.test(call));
    const unneeded = modelled.filter((call) =>
      HOLDERS.every(([kind, options]) => search(kind, guardWithoutCall(prefix, call), options, 2).bypass === undefined),
    );
    expect(unneeded).to.deep.equal(UNNEEDED);
  });

  it("goes through every call by which EC2 gets a role", () => {
    const fleet = { template: "lt-01", version: "1" };
    const account = accountOf("user", {});
    const accounts = [account, { ...account, groups: { fleet }, profiles: { ...account.profiles, new: null } }];
    const names = accounts.flatMap((one) => [...iamMoves(one), ...ec2Moves(one)]).map(({ name }) => name.split(" ")[0]);
    const passing = PASS_ROLE_ACTIONS.filter(
      ({ action, passedTo }) =>
        passedTo.some((service) => service.startsWith("ec2.")) && /^(ec2|iam|autoscaling):/.test(action),
    ).map(({ action }) => action.split(":")[1]);
    expect(passing).to.include.members(["RunInstances", "CreateAutoScalingGroup", "AddRoleToInstanceProfile"]);
    expect(passing.filter((name) => !names.includes(name))).to.deep.equal([]);
  });

  it("finds one in three calls where users may be renamed, by the name that the guard leaves to its holder", () => {
    const { bypass } = search("user", guardWithoutCall(guard, "iam:UpdateUser"));
    expect(bypass?.calls.slice(0, 2)).to.deep.equal([
      "UpdateUser user/alice user/zed",
      "UpdateUser user/bob user/alice",
    ]);
    expect(bypass?.gain).to.equal("user/alice passes web to Lambda");
  });
});

/** The guard without one of the calls that it denies in a list. */
function guardWithoutCall(args: GuardArguments, call: string): NamedPolicy {
  const { Statement, ...rest } = guardDocument(args) as { Statement: { Sid: string; Action: string[] }[] };
  const without = Statement.map((one) =>
    Array.isArray(one.Action) ? { ...one, Action: one.Action.filter((other) => other !== call) } : one,
  );
  return policy("guard", { ...rest, Statement: without });
}

/** Calls on delegation and the account, which the model knows nothing of. */
const NOT_MODELLED = /Delegation|Account/;

/**
 * Calls that alone come to nothing in the model while the others are denied: a new role has no permissions, a role that
 * is put into a profile must be passed, the holder has no boundary, and no policy keeps principals out for a tag.
 */
const UNNEEDED: readonly string[] = [
  "iam:PutUserPermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "iam:CreateRole",
  "iam:UntagRole",
  "iam:UntagUser",
  "iam:AddRoleToInstanceProfile",
  "iam:RemoveRoleFromInstanceProfile",
];
