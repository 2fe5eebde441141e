import { checkContainment } from "../contain/check-containment";
import type { Containment, EffectivePermissions } from "../contain/containment";
import { bundledCatalogue } from "../data/bundled-catalogue";
import type { Statement } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { splitArn } from "../arn/arn";
import { PARTITIONS } from "../data/regions";
import { ofAnyCaller } from "./any-caller";
import { questionOf } from "./question";
import { mayBeReceived, neverReceived } from "./received-requests";
import { mayMatchActions } from "./relevant-statements";

/** A passed role whose permissions beyond the passer's were accepted, and why. */
export interface AcceptedGain {
  /** The ARN of the role. */
  readonly role: string;
  readonly reason: string;
}

/** A passer or a passed role: what it may do, and what of that is not known. */
export interface ComparedPrincipal {
  readonly permissions: EffectivePermissions;
  /** Policies whose content is not known, each in words; empty where all is known. */
  readonly gaps: readonly string[];
  /** Of the gaps the boundary's, which only takes away. */
  readonly boundaryGap?: string;
  /** Why its requests are not those of one known principal, though its policies speak of the caller. */
  readonly anonymous?: string;
}

/** A request that the passed role may make and the passer may not. */
export type Gain = Extract<Containment, { kind: "notContained" }>;

/** Whether a passed role lies within its passer. */
export type PassedRoleVerdict =
  | { readonly kind: "contained" }
  | { readonly kind: "gain"; readonly gain: Gain }
  /** The role may do more, or whether it may is not decided (then without `gain`), and somebody has said why that is right. */
  | { readonly kind: "gainAccepted"; readonly reason: string; readonly gain?: Gain }
  | {
      readonly kind: "unknown";
      /** What is missing: the content of a policy, a value in one, who the principal is, or an answer of the comparison. */
      readonly missing: "policy" | "value" | "principal" | "answer";
      readonly reason: string;
    };

/**
 * Decides whether a passed role may do nothing that its passer may not, over the requests that AWS can receive, and
 * whether `allowGain` accepts that it may: by the ARN `roleArn`, as it stands there. Bounded by
 * `limits.containmentSteps`. Resource-based policies that name the one or the other, and SCPs, take no part.
 *
 * A policy of the passer that is not known may allow more, or deny: nothing is decided by the others. One of the role may
 * allow more, so nothing is contained; it is not taken to deny, else any policy of another stack would hide a known gain.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function judgePassedRole(
  roleArn: string,
  role: ComparedPrincipal,
  passer: ComparedPrincipal,
  allowGain: readonly AcceptedGain[],
  limits: Limits = DEFAULT_LIMITS,
): PassedRoleVerdict {
  const verdict = compare(role, passer, limits);
  const accepted = allowGain.find((one) => one.role === roleArn);
  if (verdict.kind === "contained" || accepted === undefined) return verdict;
  const { reason } = accepted;
  return { kind: "gainAccepted", reason, ...(verdict.kind === "gain" && { gain: verdict.gain }) };
}

type Missing = Extract<PassedRoleVerdict, { kind: "unknown" }>["missing"];

/** Reasons of containment that a value that is not known yet is behind. */
const VALUE_REASONS: ReadonlySet<string> = new Set(["symbol", "symbols", "partial-not-principal"]);

function compare(
  role: ComparedPrincipal,
  passer: ComparedPrincipal,
  limits: Limits,
): Exclude<PassedRoleVerdict, { kind: "gainAccepted" }> {
  const unknown = (missing: Missing, reason: string) => ({ kind: "unknown", missing, reason }) as const;
  const [gapOfPasser] = passer.gaps;
  if (gapOfPasser !== undefined) return unknown("policy", gapOfPasser);
  const anonymous = passer.anonymous ?? role.anonymous;
  const verdict =
    anonymous === undefined ? comparedAsReceived(role.permissions, passer.permissions, limits) : undefined;
  if (verdict === undefined || verdict.kind === "unknown") {
    const gain = role.boundaryGap === undefined ? gainOfAnyCaller(role, passer, limits) : undefined;
    if (gain !== undefined) return { kind: "gain", gain };
  }
  if (verdict === undefined) return unknown("principal", anonymous ?? "");
  if (verdict.kind === "unknown") {
    const { code, message } = verdict.reason;
    return unknown(VALUE_REASONS.has(code) ? "value" : "answer", message);
  }
  if (verdict.kind === "notContained") {
    return role.boundaryGap === undefined ? { kind: "gain", gain: verdict } : unknown("policy", role.boundaryGap);
  }
  const further = role.gaps.find((gap) => gap !== role.boundaryGap);
  return further === undefined ? verdict : unknown("policy", further);
}

/** What the role may do and the passer may not, whatever is true of them that their policies ask of a caller. */
function gainOfAnyCaller(role: ComparedPrincipal, passer: ComparedPrincipal, limits: Limits): Gain | undefined {
  const [inner, outer] = [ofAnyCaller(role.permissions, "least"), ofAnyCaller(passer.permissions, "most")];
  const verdict = comparedAsReceived(inner, outer, limits);
  return verdict.kind === "notContained" ? verdict : undefined;
}

/** Over the requests that AWS receives: a difference outside the Regions of IAM, or in another partition than that of the passed roles, is none. */
function comparedAsReceived(role: EffectivePermissions, passer: EffectivePermissions, limits: Limits): Containment {
  const verdict = contained(role, passer, limits);
  if (verdict.kind !== "notContained") return verdict;
  const partition = partitionOfPassing(passer);
  const asksForRegion = /requestedregion/i.test(JSON.stringify([role.policies, passer.policies]));
  const { counterexample } = verdict;
  if (mayBeReceived(counterexample, { partition, asksForRegion })) return verdict;
  const { identity = [], ...others } = role.policies;
  const received = {
    ...role,
    policies: { ...others, identity: [...identity, neverReceived({ partition, asksForRegion })] },
  };
  return contained(received, passer, limits);
}

const PASSING = questionOf([{ actions: ["iam:PassRole"] }]);

/** The only partition in which a principal may pass roles, by the ARNs that it names; undefined where they do not tell. */
function partitionOfPassing(passer: EffectivePermissions): string | undefined {
  const passing = allowsOf(passer).filter((statement) => mayMatchActions(statement, PASSING));
  const named = new Set(
    passing.flatMap(({ resources = ["*"] }) => resources.map((resource) => splitArn(resource)?.[1] ?? "*")),
  );
  const [only = "*", ...others] = named;
  return others.length === 0 && PARTITIONS.includes(only) ? only : undefined;
}

/**
 * Over all requests first: what lies within for them does for those that AWS can receive, at a fraction of the cost. Where
 * the role may do what no statement of the passer names, nothing is expected of that, and it comes last.
 */
function contained(role: EffectivePermissions, passer: EffectivePermissions, limits: Limits): Containment {
  const overAll = (): Containment => checkContainment(role, passer, { limits });
  const overTyped = (): Containment => checkContainment(role, passer, { catalogue: bundledCatalogue(), limits });
  if (!namesMore(role, passer)) {
    const verdict = overAll();
    return verdict.kind === "contained" ? verdict : overTyped();
  }
  const verdict = overTyped();
  if (verdict.kind !== "unknown") return verdict;
  const all = overAll();
  return all.kind === "contained" ? all : verdict;
}

/** Whether an Allow statement of the role names an action that none of the passer's does. */
function namesMore(role: EffectivePermissions, passer: EffectivePermissions): boolean {
  const ofPasser = allowsOf(passer);
  return allowsOf(role).some(({ actions = [] }) =>
    actions.some((action) => {
      const asked = questionOf([{ actions: [action] }]);
      return !ofPasser.some((statement) => mayMatchActions(statement, asked));
    }),
  );
}

function allowsOf({ policies: { identity = [] } }: EffectivePermissions): readonly Statement[] {
  return identity.flatMap(({ document }) => document.statements.filter(({ effect }) => effect === "Allow"));
}
