import type { ActionCatalogue } from "../data/action-catalogue";
import type { PolicyType } from "../document/policy-document";
import { readPrincipal } from "../evaluate/principal";
import type { WorkCounter } from "../work-counter";
import type { PermissionSource } from "./containment";
import { evaluateSide, isEffective, readSide, type Side } from "./side";
import { requestBy, type BestSession } from "./separate-principals";
import type { SetCache } from "./set-cache";
import type { SymbolValues } from "../document/substitute-symbols";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import type { Evaluation } from "../evaluate/evaluate";

/** A request is looked for that all of `allowed` allow and `refused` does not. */
export interface Goal {
  readonly allowed: readonly PermissionSource[];
  readonly refused: PermissionSource | undefined;
  readonly policyType: PolicyType;
  readonly catalogue: ActionCatalogue | undefined;
  readonly sets: SetCache;
  readonly work: WorkCounter;
}

/** A goal with its sides read. */
export interface ReadGoal {
  readonly allowed: readonly Side[];
  readonly refused: Side | undefined;
  readonly all: readonly Side[];
  /** The sides belong to different principals, each with its own description and session. */
  readonly areSeparate: boolean;
  /** Of the refusing side's principal, where the sides are separate and one was found. */
  readonly session?: BestSession | undefined;
}

export function readGoal(goal: Goal, values: SymbolValues): ReadGoal {
  const sources = goal.refused === undefined ? goal.allowed : [...goal.allowed, goal.refused];
  const isOfRoot = sources.some((one) => isEffective(one) && readPrincipal(one.principal).kind === "accountRoot");
  const read = (source: PermissionSource): Side => readSide(source, goal.policyType, values, isOfRoot);
  const allowed = goal.allowed.map(read);
  const refused = goal.refused && read(goal.refused);
  const all = refused === undefined ? allowed : [...allowed, refused];
  const bindings = all.map(({ fixed }) => fixed && JSON.stringify([fixed.principal, fixed.context]));
  return { allowed, refused, all, areSeparate: !bindings.includes(undefined) && new Set(bindings).size > 1 };
}

/** What the sides say of one request. */
export interface Replay {
  readonly allowed: readonly Evaluation[];
  readonly refused: Evaluation | undefined;
  /** It is what the goal looks for. */
  readonly serves: boolean;
  /** A side does not know. */
  readonly unknown: Evaluation | undefined;
}

/** Decides a request by `evaluate`, side by side. */
export function replay(request: AuthorizationRequest, goal: ReadGoal): Replay {
  const { areSeparate, session } = goal;
  const allowed = goal.allowed.map((side) =>
    evaluateSide(side, areSeparate ? requestBy(side, request, undefined) : request),
  );
  const refused =
    goal.refused && evaluateSide(goal.refused, areSeparate ? requestBy(goal.refused, request, session ?? {}) : request);
  const isRefused = refused === undefined || ["explicitDeny", "implicitDeny"].includes(refused.decision);
  const unknown = [...allowed, ...(refused ? [refused] : [])].find(({ decision }) => decision === "unknown");
  return { allowed, refused, serves: isRefused && allowed.every(({ decision }) => decision === "allowed"), unknown };
}
