import type { ContextValue } from "../../../iam";
import { type Account, arn } from "./account";

/** One request that a call is authorised by. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** A call with its arguments: what AWS asks before it, and what it does. */
export interface Move {
  readonly name: string;
  readonly asks: readonly Asked[];
  readonly after: Account;
  /** Whether a trust policy lets the caller in; absent: no trust policy takes part. */
  readonly trusted?: (actor: string) => boolean;
}

/** What AWS asks where a profile's role is passed to an instance; an empty profile passes nobody. */
export function passing(role: string | null | undefined, service = "ec2.amazonaws.com"): readonly Asked[] {
  return role === null || role === undefined
    ? []
    : [
        {
          action: "iam:PassRole",
          resource: arn("iam", `role/${role}`),
          context: { "iam:PassedToService": service, "iam:AssociatedResourceArn": arn("ec2", "instance/*") },
        },
      ];
}

/** What AWS asks for a launch with a profile, from a template or without one. */
export function launching(account: Account, profile: string, template?: string): readonly Asked[] {
  const run = (resource: string, context: Readonly<Record<string, ContextValue>> = {}): Asked => ({
    action: "ec2:RunInstances",
    resource: arn("ec2", resource),
    context,
  });
  return [
    run("instance/*", {
      ...(template !== undefined && { "ec2:LaunchTemplate": arn("ec2", `launch-template/${template}`) }),
      "ec2:InstanceProfile": arn("iam", `instance-profile/${profile}`),
      "ec2:MetadataHttpTokens": "required",
      "ec2:MetadataHttpPutResponseHopLimit": "1",
    }),
    ...(template === undefined ? [] : [run(`launch-template/${template}`)]),
    ...passing(account.profiles[profile]),
  ];
}

/** The parts of an account that are records by name. */
type RecordPart = Exclude<keyof Account, "actors" | "defaults" | "ownsIdentityProvider">;

/** An account in which `key` of `part` is another. */
export function changed<P extends RecordPart>(
  account: Account,
  part: P,
  key: string,
  value: Account[P][string],
): Account {
  return { ...account, [part]: { ...account[part], [key]: value } };
}

/** An account in which `part` has no `key`. */
export function removed(account: Account, part: RecordPart, key: string): Account {
  return { ...account, [part]: Object.fromEntries(Object.entries(account[part]).filter(([name]) => name !== key)) };
}

/** The account with a further actor. */
export function actingAs(account: Account, actor: string): Account {
  return { ...account, actors: [...new Set([...account.actors, actor])].sort() };
}
