import { type Account, arn, type Identity } from "./account";
import { changed, type Move, removed } from "./move";

/** Every call by which users, groups, roles, policies and empty profiles come and go; AWS deletes nothing that is in use. */
export function lifecycleMoves(account: Account): readonly Move[] {
  return [...creations(account), ...deletions(account)];
}

const FRESH: Identity = { managed: [], inline: [] };

function creations(account: Account): readonly Move[] {
  const { identities, policies, profiles } = account;
  const trusts = ["service/ec2", ...account.actors];
  const identity = (action: string, name: string, fresh: Identity) =>
    named(action, name, changed(account, "identities", name, identities[name] ?? fresh));
  return [
    identity("CreateUser", "user/new", { ...FRESH, groups: [] }),
    identity("CreateGroup", "group/new", FRESH),
    ...["role/new", "role/web-new", "role/web-bare"].map((name) => identity("CreateRole", name, { ...FRESH, trusts })),
    identity("CreateServiceLinkedRole", "role/linked", { ...FRESH, trusts: ["service/autoscaling"] }),
    named("CreatePolicy", "policy/new", changed(account, "policies", "new", policies["new"] ?? "admin")),
    named(
      "CreateInstanceProfile",
      "instance-profile/new",
      changed(account, "profiles", "new", profiles["new"] ?? null),
    ),
  ];
}

function deletions(account: Account): readonly Move[] {
  const identities = Object.entries(account.identities);
  const users = identities.flatMap(([, { groups = [] }]) => groups);
  const attached = identities.flatMap(([, { managed, boundary }]) => [...managed, boundary]);
  const inProfiles = Object.values(account.profiles);
  const isUsed = (name: string, { managed, inline, groups = [] }: Identity): boolean => {
    const [, short = ""] = name.split("/");
    const kind = name.slice(0, -short.length - 1);
    return (
      managed.length + inline.length + groups.length > 0 ||
      (kind === "group" && users.includes(short)) ||
      (kind === "role" && inProfiles.includes(short))
    );
  };
  const actions: Readonly<Record<string, string>> = { user: "DeleteUser", group: "DeleteGroup", role: "DeleteRole" };
  return [
    ...identities
      .filter(([name, identity]) => !isUsed(name, identity) && !account.actors.includes(name))
      .map(([name]) => named(actions[name.split("/")[0] ?? ""] ?? "", name, removed(account, "identities", name))),
    ...Object.keys(account.policies)
      .filter((name) => !attached.includes(name))
      .map((name) => named("DeletePolicy", `policy/${name}`, removed(account, "policies", name))),
    ...Object.entries(account.profiles)
      .filter(([, inside]) => inside === null)
      .map(([name]) => named("DeleteInstanceProfile", `instance-profile/${name}`, removed(account, "profiles", name))),
  ];
}

function named(action: string, resource: string, after: Account): Move {
  return { name: `${action} ${resource}`, asks: [{ action: `iam:${action}`, resource: arn("iam", resource) }], after };
}
