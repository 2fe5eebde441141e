import type { InstanceProfileCalls } from "../../aws/instance-profile-calls";
import { AwsCallError } from "../../aws/aws-call-error";
import { explainError, meaningOf } from "../../aws/error-meaning";
import { AssociationError } from "./association-error";
import type { Observation, ObservedAssociation } from "./association-state";
import type { AssociationCall, AssociationGoal } from "./next-step-plan";
import { nextStep } from "./next-step-plan";
import type { Pace, PauseReason } from "./pace";
import { limitInSeconds } from "./pace";

const WAITING_FOR: Readonly<Record<PauseReason, string>> = {
  propagation: "EC2 still refuses the instance profile, which IAM has",
  profileVisible: "IAM still does not show the instance profile with its role",
  instanceVisible: "EC2 still does not know the instance",
  instancePending: "the instance is still pending",
  associationSettled: "the instance's former association is still changing",
  profileShown: "the instance still does not show the profile",
  changed: "EC2 still refuses the call in the state that it shows",
  throttled: "AWS still does not answer",
};

/** Asks EC2 for the instance and its associations. */
export async function observe(calls: InstanceProfileCalls, instanceId: string): Promise<Observation> {
  const instance = await calls.describeInstance(instanceId);
  const associations = instance === undefined ? [] : await calls.describeAssociations(instanceId);
  return { ...(instance === undefined ? {} : { instance }), associations };
}

/**
 * Observes and acts until the goal is reached, and returns the association that is left, if any.
 * @throws AssociationError where the goal cannot be reached, or not within the limits of `pace`.
 */
export async function carryOut(
  goal: AssociationGoal,
  calls: InstanceProfileCalls,
  pace: Pace,
): Promise<ObservedAssociation | undefined> {
  let changed = false;
  let attached = false;
  for (;;) {
    const observation = await patiently(() => observe(calls, goal.instanceId), pace, changed);
    // What was attached in this operation is ours, whatever the instance had before.
    const step = nextStep(attached ? withOwn(goal) : goal, observation);
    switch (step.kind) {
      case "done":
        return step.association;
      case "refuse":
        throw new AssociationError(step.message, changed);
      case "wait":
        await pauseOrGiveUp(pace, step.reason, changed);
        break;
      case "call": {
        const outcome = await perform(step.call, calls, pace, changed);
        changed ||= outcome === "succeeded";
        attached ||= outcome !== "failed" && step.call.action !== "DisassociateIamInstanceProfile";
      }
    }
  }
}

function withOwn(goal: AssociationGoal): AssociationGoal {
  return goal.kind === "attach" ? { ...goal, mayTakeOver: true } : goal;
}

/** Makes the call, and says what became of it; where it is worth another try, after a pause. */
async function perform(
  call: AssociationCall,
  calls: InstanceProfileCalls,
  pace: Pace,
  changed: boolean,
): Promise<"succeeded" | "failed" | "notKnown"> {
  try {
    await send(call, calls);
    return "succeeded";
  } catch (error) {
    await pauseOrRethrow(error, pace, changed);
    return error instanceof AwsCallError && error.mayHaveSucceeded ? "notKnown" : "failed";
  }
}

function send(call: AssociationCall, calls: InstanceProfileCalls): Promise<void> {
  switch (call.action) {
    case "AssociateIamInstanceProfile":
      return calls.associate(call.instanceId, call.profileArn);
    case "ReplaceIamInstanceProfileAssociation":
      return calls.replace(call.associationId, call.profileArn);
    case "DisassociateIamInstanceProfile":
      return calls.disassociate(call.associationId);
  }
}

/**
 * Runs a reading call, again where AWS had no time for it.
 * @throws AssociationError
 */
export async function patiently<T>(read: () => Promise<T>, pace: Pace, changed = false): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      await pauseOrRethrow(error, pace, changed);
    }
  }
}

/** Pauses where the error is worth another try. @throws AssociationError where it is not, or no longer. */
async function pauseOrRethrow(error: unknown, pace: Pace, changed: boolean): Promise<void> {
  if (!(error instanceof AwsCallError)) {
    throw error;
  }
  const meaning = meaningOf(error);
  const message = explainError(error);
  switch (meaning) {
    case "propagation":
    case "changed":
    case "throttled":
      return pauseOrGiveUp(pace, meaning, changed, message);
    case "missing":
      return pauseOrGiveUp(pace, "changed", changed, message);
    case "accessDenied":
    case "noCredentials":
    case "noRegion":
    case "clock":
    case "unreachable":
    case "insecure":
    case "foreign":
    case "failed":
      throw new AssociationError(message, changed);
  }
}

/** @throws AssociationError once the limit of `reason` is reached. */
export async function pauseOrGiveUp(pace: Pace, reason: PauseReason, changed: boolean, answer?: string): Promise<void> {
  if (!(await pace.pause(reason))) {
    const last = answer === undefined ? "" : `; ${answer}`;
    throw new AssociationError(`${WAITING_FOR[reason]} after ${limitInSeconds(reason)} seconds${last}`, changed);
  }
}
