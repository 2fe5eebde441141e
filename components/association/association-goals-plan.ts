import type { AssociationInputs, AssociationState, FormerProfile } from "./association-resource";
import { isUnknown } from "./association-resource";
import type { Observation } from "./association-state";
import { currentAssociation, isSameProfile } from "./association-state";
import type { AssociationGoal, AttachGoal } from "./next-step-plan";

/**
 * Returns the goal of an association that is made. One with the declared profile was left by an interrupted update if the
 * instance had another when the association was first declared, and `check` has found it; otherwise it was there before, or
 * has appeared since, and is someone else's. In `check` itself nothing is planned yet.
 */
export function goalOfCreate(inputs: AssociationInputs, profileArn: string): AttachGoal {
  const { planned, former } = inputs;
  return {
    kind: "attach",
    instanceId: inputs.instanceId,
    profileArn,
    mayReplace: inputs.replaceExisting ? "any" : [],
    mayTakeOver:
      inputs.adopt || (former.profileArn !== profileArn && (planned === undefined || planned.kind === "attached")),
    onForeign: "refuse",
    onMissing: inputs.instanceMayBeNew ? "wait" : "refuse",
  };
}

/** Returns the goal of an association that is changed: the profile that it attached last may be replaced. */
export function goalOfUpdate(inputs: AssociationInputs, profileArn: string, attached: string): AttachGoal {
  return {
    ...goalOfCreate(inputs, profileArn),
    mayReplace: inputs.replaceExisting ? "any" : [attached],
    mayTakeOver: true,
  };
}

/** Returns the goal of an association that is deleted; undefined where the instance is left as it is. */
export function goalOfDelete(state: AssociationState): AssociationGoal | undefined {
  const { instanceId, attachedProfileArn, former } = state;
  if (state.onDelete === "keep") {
    return undefined;
  }
  if (state.onDelete === "detach" || former.profileArn === undefined) {
    return { kind: "detach", instanceId, profiles: [attachedProfileArn] };
  }
  return {
    kind: "attach",
    instanceId,
    profileArn: former.profileArn,
    mayReplace: [attachedProfileArn],
    mayTakeOver: true,
    onForeign: "leave",
    onMissing: "leave",
  };
}

/** Returns the profile that a deletion gives back: what the instance has now, unless that is ours already. */
export function formerOf(recorded: FormerProfile, observation: Observation, profileArn: string): FormerProfile {
  const current = currentAssociation(observation);
  return current === undefined || current.profileArn === profileArn ? recorded : { profileArn: current.profileArn };
}

/** What a change of the inputs, or of what the instance has, means for the resource. */
export type AssociationDiff = {
  readonly changes: boolean;
  readonly replaces: readonly string[];
};

/** Settings of which a change is only written down. */
const SETTINGS = ["adopt", "replaceExisting", "onDelete", "connection"] as const;

/** Compares the state with the inputs. What `check` has found out, and what was known of the past, make no difference. */
export function diffOf(state: AssociationState, inputs: AssociationInputs): AssociationDiff {
  const instance = state.instanceId !== inputs.instanceId;
  const profile =
    isUnknown(inputs.profile) ||
    !isSameProfile(state.profileArn, inputs.profile) ||
    state.attachedProfileArn !== state.profileArn;
  const settings = SETTINGS.some((key) => !isSameSetting(state[key], inputs[key]));
  return { changes: instance || profile || settings, replaces: instance ? ["instanceId"] : [] };
}

function isSameSetting(left: unknown, right: unknown): boolean {
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) {
    return left === right;
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) =>
    isSameSetting((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
  );
}
