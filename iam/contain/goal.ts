import type { ActionCatalogue } from "../data/action-catalogue";
import type { PolicyType } from "../document/policy-document";
import type { WorkCounter } from "../work-counter";
import type { PermissionSource } from "./containment";
import { evaluateSide, readSide, type Side } from "./side";
import type { SymbolValues } from "./substitute-symbols";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import type { Evaluation } from "../evaluate/evaluate";

/** A request is looked for that all of `allowed` allow and `refused` does not. */
export interface Goal {
  readonly allowed: readonly PermissionSource[];
  readonly refused: PermissionSource | undefined;
  readonly policyType: PolicyType;
  readonly catalogue: ActionCatalogue | undefined;
  readonly work: WorkCounter;
}

/** A goal with its sides read. */
export interface ReadGoal {
  readonly allowed: readonly Side[];
  readonly refused: Side | undefined;
  readonly all: readonly Side[];
}

export function readGoal(goal: Goal, values: SymbolValues): ReadGoal {
  const allowed = goal.allowed.map((source) => readSide(source, goal.policyType, values));
  const refused = goal.refused && readSide(goal.refused, goal.policyType, values);
  return { allowed, refused, all: refused === undefined ? allowed : [...allowed, refused] };
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
  const allowed = goal.allowed.map((side) => evaluateSide(side, request));
  const refused = goal.refused && evaluateSide(goal.refused, request);
  const isRefused = refused === undefined || ["explicitDeny", "implicitDeny"].includes(refused.decision);
  const unknown = [...allowed, ...(refused ? [refused] : [])].find(({ decision }) => decision === "unknown");
  return { allowed, refused, serves: isRefused && allowed.every(({ decision }) => decision === "allowed"), unknown };
}
