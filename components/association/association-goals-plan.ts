import type { AssociationInputs, AssociationState, FormerProfile } from "./association-resource";
import { isUnknown } from "./association-resource";
import type { Observation } from "./association-state";
import { currentAssociation, isSameProfile } from "./association-state";
import type { AssociationGoal, AttachGoal } from "./next-step-plan";
import { nextStep } from "./next-step-plan";

/**
 * Returns the goal of an association that is made. One with the declared profile was left by an interrupted update if the
 * instance had another when the association was first declared; otherwise it was there before, and is someone else's. So
 * is one that has appeared since `check` found none.
 */
export function goalOfCreate(inputs: AssociationInputs, profileArn: string): AttachGoal {
  return {
    kind: "attach",
    instanceId: inputs.instanceId,
    profileArn,
    mayReplace: inputs.replaceExisting ? "any" : [],
    mayTakeOver: inputs.adopt || (inputs.former.profileArn !== profileArn && !foundNone(inputs.plan)),
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

/** How the plan for an instance without an association begins. */
const ATTACH = "attach ";

/** What the next update would do, or why it cannot. */
export type PlannedChange =
  { readonly kind: "possible"; readonly plan: string } | { readonly kind: "refused"; readonly plan: string };

/** Says in words what an update with `goal` would do to what is observed. */
export function plannedChange(goal: AttachGoal, observation: Observation): PlannedChange {
  const step = nextStep(goal, observation);
  const profile = `\`${goal.profileArn}\``;
  const current = currentAssociation(observation);
  switch (step.kind) {
    case "refuse":
      return { kind: "refused", plan: `refuse: ${step.message}` };
    case "done":
      return possible(`nothing: ${profile} is attached`);
    case "wait":
      return possible(
        step.reason === "instancePending" || step.reason === "instanceVisible"
          ? `wait for the instance, then attach ${profile}`
          : `wait until ${profile} is attached`,
      );
    case "call":
      if (current === undefined) {
        return possible(`${ATTACH}${profile}`);
      }
      return possible(
        step.call.action === "ReplaceIamInstanceProfileAssociation"
          ? `replace \`${current.profileArn}\` by ${profile}`
          : `replace \`${current.profileArn}\` by ${profile}: the instance does not run, detach and attach`,
      );
  }
}

/** Says whether `check` found the instance without an association when it made this plan. */
function foundNone(plan: string | undefined): boolean {
  return plan?.startsWith(ATTACH) === true;
}

function possible(plan: string): PlannedChange {
  return { kind: "possible", plan };
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
