import { compilePolicies, type CompiledPolicies, evaluate, type NamedPolicy } from "../../../iam";
import { ACCOUNT } from "../pulumi-mocks";
import { type Account, arn, launchedRole, type MetadataOptions, policiesOf } from "./account";
import { ec2Moves } from "./ec2-moves";
import { iamMoves } from "./iam-moves";
import { type Asked, type Move, passing } from "./move";

/** A way around the guard: the calls, in order, and what they come to. */
export interface Bypass {
  readonly calls: readonly string[];
  readonly gain: string;
}

/** What a search went through. */
export interface SearchResult {
  readonly bypass?: Bypass;
  readonly states: number;
  readonly calls: number;
}

/** What a search starts from. */
export interface SearchInput {
  readonly account: Account;
  readonly documents: Readonly<Record<string, NamedPolicy>>;
  /** Roles that the guard lets be passed. */
  readonly passable: (role: string) => boolean;
  /** Whether the guard lets groups be set to `$Latest` by a refresh, as it was asked to. @default false */
  readonly mayFollow?: boolean;
}

/**
 * Goes breadth first through all sequences of at most `depth` calls that the actors are allowed, until one of them makes
 * another role passable, gives one to an instance, or makes a passable role stronger. The same account is looked at once.
 */
export function searchBypass(input: SearchInput, depth: number): SearchResult {
  const judge = new Judge(input);
  const seen = new Set([JSON.stringify(input.account)]);
  let border: readonly { readonly account: Account; readonly calls: readonly string[] }[] = [
    { account: input.account, calls: [] },
  ];
  let calls = 0;
  for (let length = 1; length <= depth; length++) {
    const next: { account: Account; calls: readonly string[] }[] = [];
    for (const state of border) {
      for (const move of movesOf(state.account)) {
        const key = JSON.stringify(move.after);
        if (seen.has(key) || !judge.allows(state.account, move)) continue;
        calls++;
        seen.add(key);
        const reached = { account: move.after, calls: [...state.calls, move.name] };
        const gain = judge.gainIn(move.after);
        if (gain !== undefined) return { bypass: { calls: reached.calls, gain }, states: seen.size, calls };
        next.push(reached);
      }
    }
    border = next;
  }
  return { states: seen.size, calls };
}

function movesOf(account: Account): readonly Move[] {
  return [...iamMoves(account), ...ec2Moves(account)];
}

/** Decides requests in a modelled account, each question once. */
class Judge {
  private readonly compiled = new Map<string, CompiledPolicies>();
  private readonly answers = new Map<string, boolean>();

  constructor(private readonly input: SearchInput) {}

  allows(account: Account, { asks, trusted }: Move): boolean {
    return account.actors.some(
      (actor) => (trusted?.(actor) ?? true) && asks.every((asked) => this.may(account, actor, asked)),
    );
  }

  /** What the holder has come to that it must not. */
  gainIn(account: Account): string | undefined {
    const roles = Object.keys(account.identities).flatMap((name) => (name.startsWith("role/") ? [name.slice(5)] : []));
    for (const actor of account.actors) {
      for (const role of roles) {
        if (!this.input.passable(role) && this.mayAll(account, actor, passing(role))) return `${actor} passes ${role}`;
        if (this.mayAll(account, actor, passing(role, "lambda.amazonaws.com")))
          return `${actor} passes ${role} to Lambda`;
      }
    }
    for (const role of roles.filter((one) => this.input.passable(one))) {
      const stronger = { action: "iam:CreateUser", resource: arn("iam", "user/x") };
      if (this.may(account, `role/${role}`, stronger)) return `${role} is stronger`;
    }
    return this.placeOfAnother(account) ?? this.followingGroup(account) ?? weakOptions("the default", account.defaults);
  }

  /** A group that the holder has made launch whatever somebody else writes next. */
  private followingGroup(account: Account): string | undefined {
    if (this.input.mayFollow === true) return undefined;
    const follows = (groups: Account["groups"], name: string) => {
      const launch = groups[name];
      return launch !== undefined && "version" in launch && launch.version.startsWith("$");
    };
    const name = Object.keys(account.groups).find(
      (one) => one !== "fleet" && follows(account.groups, one) && !follows(this.input.account.groups, one),
    );
    return name === undefined ? undefined : `${name} follows a template`;
  }

  private placeOfAnother(account: Account): string | undefined {
    for (const [name, launch] of Object.entries(account.groups)) {
      const role = launchedRole(account, launch);
      if (role !== null && !this.input.passable(role)) return `${name} launches with ${role}`;
    }
    for (const [id, instance] of Object.entries(account.instances)) {
      const role = instance.profile === null ? null : (account.profiles[instance.profile] ?? null);
      if (role !== null && !this.input.passable(role)) return `${id} has ${role}`;
      const weak = weakOptions(id, instance);
      if (weak !== undefined) return weak;
    }
    return undefined;
  }

  private mayAll(account: Account, actor: string, asks: readonly Asked[]): boolean {
    return asks.every((asked) => this.may(account, actor, asked));
  }

  private may(account: Account, actor: string, { action, resource, context = {} }: Asked): boolean {
    const policies = policiesOf(account, actor, this.input.documents);
    const ids = [...(policies.identity ?? []).map(({ id }) => id), "|", policies.permissionsBoundary?.id].join();
    const question = `${ids} ${actor} ${action} ${resource} ${JSON.stringify(context)}`;
    let answer = this.answers.get(question);
    if (answer === undefined) {
      const compiled = this.compiled.get(ids) ?? compilePolicies(policies);
      this.compiled.set(ids, compiled);
      const [kind, name = ""] = actor.split("/");
      const principal =
        kind === "role" ? `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/session` : arn("iam", `user/${name}`);
      const request = {
        principal,
        action,
        resource,
        context: { ...context, ...(kind === "user" && { "aws:username": name }) },
      };
      answer = evaluate(request, compiled).decision === "allowed";
      this.answers.set(question, answer);
    }
    return answer;
  }
}

function weakOptions(whose: string, { tokens, hops }: MetadataOptions): string | undefined {
  if (tokens === "optional") return `${whose} answers without a token`;
  return hops > 1 ? `${whose} answers over ${hops} hops` : undefined;
}
