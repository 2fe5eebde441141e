import type { ApplicablePolicies, NamedPolicy } from "../../../iam";
import { EVERYTHING } from "../guards";
import { policy } from "../policies";
import { ACCOUNT } from "../pulumi-mocks";

/** A user, role or group of the modelled account; documents stand by name. */
export interface Identity {
  readonly managed: readonly string[];
  readonly inline: readonly string[];
  /** Of a user. */
  readonly groups?: readonly string[];
  readonly boundary?: string;
  /** Has the tag that the trust policy of `role/ops` asks for. */
  readonly tagged?: boolean;
  /**
   * Of a role: who may assume it: `user/alice`, `service/ec2`, `account` for whoever is allowed to, `tagged` for principals
   * with a tag, or `federation` for whom an identity provider names.
   */
  readonly trusts?: readonly string[];
}

/** A launch template: the profile that each version names, the default version, and the number of the next: none comes twice. */
export interface Template {
  readonly versions: Readonly<Record<string, string>>;
  readonly default: string;
  readonly next: number;
}

/** The options of the metadata service. */
export interface MetadataOptions {
  readonly tokens: "required" | "optional";
  readonly hops: number;
}

/** An instance; one without a profile has no role. */
export interface Instance extends MetadataOptions {
  readonly profile: string | null;
}

/** What a group or fleet launches from. */
export type Launch = { readonly template: string; readonly version: string } | { readonly configuration: string };

/** The modelled account, as plain data: two states with the same text are the same. */
export interface Account {
  /** By `user/alice`, `role/web`, `group/developers`. */
  readonly identities: Readonly<Record<string, Identity>>;
  /** Customer managed policies, and the document of their default version. */
  readonly policies: Readonly<Record<string, string>>;
  /** Instance profiles, and the role inside. */
  readonly profiles: Readonly<Record<string, string | null>>;
  readonly templates: Readonly<Record<string, Template>>;
  /** Auto Scaling groups and fleets. */
  readonly groups: Readonly<Record<string, Launch>>;
  readonly configurations: Readonly<Record<string, string>>;
  readonly instances: Readonly<Record<string, Instance>>;
  /** What instances have that are launched without a word on it. */
  readonly defaults: MetadataOptions;
  /** Whether the holder decides whom an identity provider of the account names. */
  readonly ownsIdentityProvider: boolean;
  /** As whom the holder of the guard can call. */
  readonly actors: readonly string[];
}

const ADMIN = policy("admin", {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});
const READ = policy("read", {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
});

/** The documents that stand in the account by name, with the guard under test. */
export function documentsWith(guard: NamedPolicy): Readonly<Record<string, NamedPolicy>> {
  return { admin: ADMIN, read: READ, everything: EVERYTHING, guard };
}

/** Who holds the guard. */
export type HolderKind = "user" | "group" | "role";

/** The identity that makes the first call. */
export function actorOf(kind: HolderKind): string {
  return kind === "role" ? "role/alice" : "user/alice";
}

/** How the account stands. */
export interface AccountOptions {
  /** Groups follow the template's newest and default version. @default true */
  readonly follows?: boolean;
  /** The guard is an inline policy. @default false */
  readonly inline?: boolean;
}

/**
 * An account in which the holder has every permission of IAM, EC2 and Auto Scaling beside the guard, with an administrator's
 * role, user and group, and groups that follow a template.
 */
export function accountOf(kind: HolderKind, options: AccountOptions): Account {
  const { follows = true, inline = false } = options;
  const guard = (carries: boolean): Pick<Identity, "managed" | "inline"> => ({
    managed: carries && !inline ? ["guard"] : [],
    inline: carries && inline ? ["guard"] : [],
  });
  const own = guard(kind !== "group");
  return {
    identities: {
      [actorOf(kind)]: {
        managed: ["everything", ...own.managed],
        inline: own.inline,
        ...(kind === "role" ? { trusts: ["service/ec2"] } : { groups: ["developers"] }),
      },
      "user/bob": { managed: ["admin"], inline: [], groups: [] },
      "group/developers": guard(kind === "group"),
      "group/admins": { managed: ["admin"], inline: [] },
      "role/web": { managed: ["web-all"], inline: [], boundary: "read", trusts: ["service/ec2"] },
      "role/web-small": { managed: ["web-read"], inline: [], trusts: ["service/ec2"] },
      "role/web-bare": { managed: [], inline: [], trusts: ["service/ec2"] },
      "role/ops": { managed: ["admin"], inline: [], trusts: ["tagged"] },
      "role/federated": { managed: ["admin"], inline: [], trusts: ["federation"] },
      "role/admin": { managed: ["admin"], inline: [], trusts: ["service/ec2", "account"] },
    },
    policies: { guard: "guard", everything: "everything", admin: "admin", "web-all": "admin", "web-read": "read" },
    profiles: { web: "web", admin: "admin" },
    templates: { "lt-01": { versions: { 1: "admin", 2: "web" }, default: "2", next: 3 } },
    groups: follows
      ? {
          latest: { template: "lt-01", version: "$Latest" },
          default: { template: "lt-01", version: "$Default" },
        }
      : { pinned: { template: "lt-01", version: "2" } },
    configurations: { old: "admin" },
    instances: {
      "i-01": { profile: "web", tokens: "required", hops: 1 },
      "i-02": { profile: null, tokens: "required", hops: 1 },
    },
    defaults: { tokens: "required", hops: 1 },
    ownsIdentityProvider: false,
    actors: [actorOf(kind)],
  };
}

/** The policies under which `name` calls. */
export function policiesOf(
  account: Account,
  name: string,
  documents: Readonly<Record<string, NamedPolicy>>,
): ApplicablePolicies {
  const identity = account.identities[name];
  if (identity === undefined) throw new Error(`the modelled account has no ${name}`);
  const groups = (identity.groups ?? []).map((group) => account.identities[`group/${group}`]);
  const named = [identity, ...groups].flatMap((one) => [
    ...(one?.managed ?? []).map((managed) => account.policies[managed] ?? "read"),
    ...(one?.inline ?? []),
  ]);
  const boundary = identity.boundary === undefined ? undefined : documents[identity.boundary];
  return {
    identity: named.flatMap((document) => documents[document] ?? []),
    ...(boundary && { permissionsBoundary: boundary }),
  };
}

/** The role that a group, fleet or instance gives to what it starts. */
export function launchedRole(account: Account, launch: Launch): string | null {
  return account.profiles[launchedProfile(account, launch)] ?? null;
}

/** The profile that a group or fleet launches with now. */
export function launchedProfile(account: Account, launch: Launch): string {
  if ("configuration" in launch) return account.configurations[launch.configuration] ?? "";
  const template = account.templates[launch.template];
  const version =
    launch.version === "$Latest"
      ? Object.keys(template?.versions ?? {}).at(-1)
      : launch.version === "$Default"
        ? template?.default
        : launch.version;
  return template?.versions[version ?? ""] ?? "";
}

/** ARN of something of the account. */
export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${service === "iam" ? "" : "eu-central-1"}:${ACCOUNT}:${resource}`;
}
