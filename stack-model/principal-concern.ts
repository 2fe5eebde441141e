import { globMatcher, hasSymbol, type Principals, type Statement } from "../iam";
import { principalArnPattern } from "./effective-principal";
import { USER_TYPE } from "./resource-types";
import { PRINCIPAL_TYPES } from "./stack-principals";
import type { StackIndex } from "./stack-index";
import type { StackResource } from "./stack-resource";

/**
 * How a Principal element concerns a role: as one of everybody, by the role's ARN, by one of its sessions, by an ARN of which
 * it is not known whether it is the role's, by its account, by one of which that is not known, or not at all.
 */
type Concern = "everybody" | "role" | "session" | "perhaps" | "account" | "perhapsAccount" | "none";

/** What an unknown value in a Principal element means: the role, perhaps the role, or somebody else. */
export type UnknownEntries = Extract<Concern, "role" | "perhaps" | "none">;

/** Whether an entry means the role itself, or may: its ARN, a session of it. */
export function namesRoleIn(principals: Principals | undefined, role: StackResource): boolean {
  return (principals?.aws ?? []).some((entry) => NAMING.includes(concernOfEntry(entry, role, "none")));
}

const NAMING: readonly Concern[] = ["role", "session", "perhaps"];

/**
 * What the unknown entries in a policy mean: where the role is the only principal that the policy comes from, the role. An ARN with
 * the role's name is read in the same way where the role's own ARN is not known.
 */
export function unknownEntriesOf(holder: StackResource, role: StackResource, index: StackIndex): UnknownEntries {
  const sources = new Set(Object.values(holder.propertyDependencies).flat());
  if (!sources.has(role.urn)) return "none";
  const others = [...sources].filter((urn) => urn !== role.urn && isPrincipal(index.byUrn.get(urn)));
  return others.length === 0 ? "role" : "perhaps";
}

function isPrincipal(resource: StackResource | undefined): boolean {
  return resource !== undefined && PRINCIPAL_TYPES.includes(resource.type);
}

function concernOfEntry(entry: string, role: StackResource, unknown: UnknownEntries): Concern {
  if (entry === "*") return "everybody";
  if (hasSymbol(entry)) return unknown;
  if (entry === role.properties["uniqueId"]) return "role";
  if (isArnOf(entry, role)) {
    if (isSession(entry)) return "session";
    return typeof role.properties["arn"] === "string" || unknown === "role" ? "role" : "perhaps";
  }
  return concernOfAccount(entry, role);
}

const SESSION = /:sts:(.*):assumed-role\/([^/]*)\/.*$/;

function isSession(arn: string): boolean {
  return SESSION.test(arn);
}

/**
 * Whether an ARN, which may hold wildcards in a condition, is the role's, or one of its sessions', which has no path; account and name
 * of the role may not be known.
 */
export function isArnOf(arn: string, role: StackResource): boolean {
  const own = principalArnPattern(role).split(":");
  const said = arn.replace(SESSION, ":iam:$1:role/$2").split(":");
  const [, , service, , account = "", tail = ""] = said;
  const [, , , , ownAccount = "", ownTail = ""] = own;
  const [kind = ""] = ownTail.split("/");
  if (service !== "iam" || said.length !== own.length || !namesOne(tail, kind)) return false;
  const comparedTail = isSession(arn) ? ownTail.replace(/^role\/.*\//, "role/") : ownTail;
  return isAlike(account, ownAccount) && isAlike(tail, comparedTail);
}

/** Whether the last segment of an ARN is of that kind, and not every one of it. */
function namesOne(tail: string, kind: string): boolean {
  return tail.startsWith(`${kind}/`) && /[^*]/.test(tail.slice(kind.length + 1));
}

function isAlike(a: string, b: string): boolean {
  return globMatcher(a)(b) || globMatcher(b)(a);
}

/** How a principal that is an account, by id or root, concerns a role. */
function concernOfAccount(entry: string, role: StackResource): Concern {
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(entry)?.[1];
  if (account === undefined) return "none";
  const own = principalArnPattern(role).split(":")[4];
  if (own === "*") return "perhapsAccount";
  return own === account ? "account" : "none";
}

type Certainty = "yes" | "perhaps" | "no";

/** Whether a statement of a resource-based policy is part of what a role is granted or denied. */
export interface Reading {
  readonly counts: Certainty;
  /** Whether it also grants what the role's boundary does not allow. */
  readonly isUnbounded: Certainty;
}

/**
 * Decides it. An Allow for the account leaves the decision to identity-based policies and grants nothing itself; a Deny for it
 * counts. Whom an Allow names itself (everybody, a session, a user) a boundary does not limit. A Deny with NotPrincipal spares only who
 * is named with account and session, and nobody who has a boundary. Of an ARN that is perhaps the role's, and of one session
 * of it, the answer is perhaps.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function readingOf(
  { effect, principals, notPrincipals }: Statement,
  role: StackResource,
  unknown: UnknownEntries,
  hasBoundary: boolean,
): Reading {
  const named = (notPrincipals ?? principals)?.aws ?? [];
  const concerns = new Set(named.map((entry) => concernOfEntry(entry, role, unknown)));
  const counts = COUNTS[effect][notPrincipals === undefined ? "named" : "spared"];
  if (effect === "Deny") return { counts: hasBoundary && notPrincipals ? "yes" : counts(concerns), isUnbounded: "no" };
  const itself: readonly Concern[] = role.type === USER_TYPE ? ["everybody", "role"] : ["everybody"];
  const direct = notPrincipals === undefined ? certainty(concerns, itself, ["session"]) : counts(concerns);
  return { counts: counts(concerns), isUnbounded: hasBoundary ? direct : "no" };
}

type Concerns = ReadonlySet<Concern>;

const COUNTS: Readonly<Record<Statement["effect"], Record<"named" | "spared", (concerns: Concerns) => Certainty>>> = {
  Allow: {
    named: (concerns) => certainty(concerns, ["everybody", "role"], ["session", "perhaps"]),
    spared: (concerns) =>
      opposite(certainty(concerns, ["everybody", "role"], ["session", "perhaps", "account", "perhapsAccount"])),
  },
  Deny: {
    named: (concerns) =>
      certainty(concerns, ["everybody", "role", "account"], ["session", "perhaps", "perhapsAccount"]),
    spared: (concerns) => opposite(certainty(concerns, ["everybody"], ["role", "session", "perhaps"])),
  },
};

function certainty(concerns: Concerns, sure: readonly Concern[], unsure: readonly Concern[]): Certainty {
  if (sure.some((concern) => concerns.has(concern))) return "yes";
  return unsure.some((concern) => concerns.has(concern)) ? "perhaps" : "no";
}

function opposite(one: Certainty): Certainty {
  return one === "perhaps" ? one : one === "yes" ? "no" : "yes";
}
