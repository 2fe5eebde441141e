import { type Account, arn, type Identity } from "./account";
import { lifecycleMoves } from "./lifecycle-moves";
import { actingAs, changed, type Move, passing } from "./move";

/** Every call of IAM and STS by which permissions, trust, credentials or profiles change. */
export function iamMoves(account: Account): readonly Move[] {
  return [
    ...Object.entries(account.identities).flatMap(([name, identity]) => identityMoves(account, name, identity)),
    ...policyMoves(account),
    ...profileMoves(account),
    ...identityProviderMoves(account),
    ...lifecycleMoves(account),
  ];
}

type IdentityCall = (
  action: string,
  after: Omit<Partial<Identity>, "boundary"> & { boundary?: string | undefined },
) => Move;

/** `AttachUserPolicy` and its like. */
function identityMoves(account: Account, name: string, identity: Identity): readonly Move[] {
  const [kind = "", short = ""] = name.split("/");
  const Kind = kind.charAt(0).toUpperCase() + kind.slice(1);
  const call: IdentityCall = (action, after) => ({
    name: `${action} ${name}`,
    asks: [{ action: `iam:${action}`, resource: arn("iam", name) }],
    after: changed(account, "identities", name, withoutAbsent({ ...identity, ...after })),
  });
  const without = (list: readonly string[], entry: string) => list.filter((other) => other !== entry);
  const withEntry = (list: readonly string[], entry: string) => [...new Set([...list, entry])];
  return [
    call(`Attach${Kind}Policy`, { managed: withEntry(identity.managed, "admin") }),
    call(`Put${Kind}Policy`, { inline: withEntry(identity.inline, "admin") }),
    ...identity.managed.map((one) => call(`Detach${Kind}Policy`, { managed: without(identity.managed, one) })),
    ...identity.inline.map((one) => call(`Delete${Kind}Policy`, { inline: without(identity.inline, one) })),
    ...(kind === "group" ? membership(account, name, short) : [...boundaries(call, Kind), ...tags(call, Kind)]),
    ...(kind === "user" ? [...credentials(account, name), ...renames(account, name)] : []),
    ...(kind === "role" ? trust(account, name, identity) : []),
  ];
}

function withoutAbsent({
  boundary,
  ...identity
}: Omit<Identity, "boundary"> & { boundary?: string | undefined }): Identity {
  return boundary === undefined ? identity : { ...identity, boundary };
}

function boundaries(call: IdentityCall, Kind: string): readonly Move[] {
  return [
    call(`Put${Kind}PermissionsBoundary`, { boundary: "admin" }),
    call(`Delete${Kind}PermissionsBoundary`, { boundary: undefined }),
  ];
}

function tags(call: IdentityCall, Kind: string): readonly Move[] {
  return [call(`Tag${Kind}`, { tagged: true }), call(`Untag${Kind}`, { tagged: false })];
}

function membership(account: Account, name: string, group: string): readonly Move[] {
  return Object.entries(account.identities).flatMap(([user, identity]) => {
    if (!user.startsWith("user/")) return [];
    const groups = identity.groups ?? [];
    const action = groups.includes(group) ? "RemoveUserFromGroup" : "AddUserToGroup";
    const after = groups.includes(group) ? groups.filter((other) => other !== group) : [...groups, group];
    return [
      {
        name: `${action} ${name} ${user}`,
        asks: [{ action: `iam:${action}`, resource: arn("iam", name) }],
        after: changed(account, "identities", user, { ...identity, groups: after }),
      },
    ];
  });
}

const CREDENTIALS = [
  "CreateAccessKey",
  "UpdateAccessKey",
  "CreateLoginProfile",
  "UpdateLoginProfile",
  "CreateServiceSpecificCredential",
  "ResetServiceSpecificCredential",
  "UpdateServiceSpecificCredential",
  "UploadSigningCertificate",
  "UpdateSigningCertificate",
  "UploadSSHPublicKey",
  "UpdateSSHPublicKey",
];

function credentials(account: Account, user: string): readonly Move[] {
  return CREDENTIALS.map((action) => ({
    name: `${action} ${user}`,
    asks: [{ action: `iam:${action}`, resource: arn("iam", user) }],
    after: actingAs(account, user),
  }));
}

/** A user keeps its policies, groups and trust by whatever name. */
function renames(account: Account, user: string): readonly Move[] {
  const free = ["user/alice", "user/bob", "user/zed"].filter((name) => account.identities[name] === undefined);
  return free.map((name) => {
    const renamed = (one: string) => (one === user ? name : one);
    const identities = Object.entries(account.identities).map(([key, identity]) => [
      renamed(key),
      identity.trusts === undefined ? identity : { ...identity, trusts: identity.trusts.map(renamed) },
    ]);
    return {
      name: `UpdateUser ${user} ${name}`,
      asks: [{ action: "iam:UpdateUser", resource: arn("iam", user) }],
      after: {
        ...account,
        identities: Object.fromEntries(identities) as Account["identities"],
        actors: account.actors.map(renamed).sort(),
      },
    };
  });
}

function trust(account: Account, role: string, identity: Identity): readonly Move[] {
  const trusts = identity.trusts ?? [];
  return [
    {
      name: `UpdateAssumeRolePolicy ${role}`,
      asks: [{ action: "iam:UpdateAssumeRolePolicy", resource: arn("iam", role) }],
      after: changed(account, "identities", role, {
        ...identity,
        trusts: [...new Set([...trusts, ...account.actors])],
      }),
    },
    {
      name: `AssumeRole ${role}`,
      asks: [{ action: "sts:AssumeRole", resource: arn("iam", role) }],
      trusted: () => trusts.includes("account"),
      after: actingAs(account, role),
    },
    {
      name: `AssumeRole ${role}, named by its trust policy`,
      asks: [],
      trusted: (actor) =>
        trusts.includes(actor) ||
        (trusts.includes("tagged") && account.identities[actor]?.tagged === true) ||
        (trusts.includes("federation") && account.ownsIdentityProvider),
      after: actingAs(account, role),
    },
  ];
}

/** Whoever changes what an identity provider signs with, or for whom, is whom it names. */
function identityProviderMoves(account: Account): readonly Move[] {
  const calls = {
    "saml-provider/idp": ["CreateSAMLProvider", "UpdateSAMLProvider"],
    "oidc-provider/idp": [
      "CreateOpenIDConnectProvider",
      "UpdateOpenIDConnectProviderThumbprint",
      "AddClientIDToOpenIDConnectProvider",
    ],
  };
  return Object.entries(calls).flatMap(([provider, actions]) =>
    actions.map((action) => ({
      name: `${action} ${provider}`,
      asks: [{ action: `iam:${action}`, resource: arn("iam", provider) }],
      after: { ...account, ownsIdentityProvider: true },
    })),
  );
}

/** Each customer managed policy gets a version that allows everything, or goes back to one that it had. */
function policyMoves(account: Account): readonly Move[] {
  return Object.keys(account.policies).flatMap((name) =>
    ["CreatePolicyVersion", "SetDefaultPolicyVersion"].map((action) => ({
      name: `${action} ${name}`,
      asks: [{ action: `iam:${action}`, resource: arn("iam", `policy/${name}`) }],
      after: changed(account, "policies", name, "admin"),
    })),
  );
}

function profileMoves(account: Account): readonly Move[] {
  const roles = Object.keys(account.identities).flatMap((name) => (name.startsWith("role/") ? [name.slice(5)] : []));
  return [
    ...Object.entries(account.profiles).flatMap(([profile, inside]) =>
      inside === null
        ? roles.map((role) => ({
            name: `AddRoleToInstanceProfile ${profile} ${role}`,
            asks: [
              { action: "iam:AddRoleToInstanceProfile", resource: arn("iam", `instance-profile/${profile}`) },
              ...passing(role),
            ],
            after: changed(account, "profiles", profile, role),
          }))
        : [
            {
              name: `RemoveRoleFromInstanceProfile ${profile}`,
              asks: [
                { action: "iam:RemoveRoleFromInstanceProfile", resource: arn("iam", `instance-profile/${profile}`) },
              ],
              after: changed(account, "profiles", profile, null),
            },
          ],
    ),
  ];
}
