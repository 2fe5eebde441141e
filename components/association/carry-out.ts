import type { InstanceProfileCalls } from "../../aws/instance-profile-calls";
import { AwsCallError } from "../../aws/aws-call-error";
import { explainError, meaningOf } from "../../aws/error-meaning";
import { AssociationError } from "./association-error";
import type { Observation, ObservedAssociation } from "./association-state";
import { currentAssociation } from "./association-state";
import type { AssociationCall, AssociationGoal, AttachGoal } from "./next-step-plan";
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
  effect: "EC2 still does not show what the call has done",
  throttled: "AWS still does not answer",
};

/** Asks EC2 for the instance and its associations. */
export async function observe(calls: InstanceProfileCalls, instanceId: string): Promise<Observation> {
  const instance = await calls.describeInstance(instanceId);
  const associations = instance === undefined ? [] : await calls.describeAssociations(instanceId);
  return { ...(instance === undefined ? {} : { instance }), associations };
}

/** What an operation has done so far. */
interface Progress {
  /** A changing call has succeeded, or may have. */
  changed: boolean;
  /** One of them attaches the goal's profile: an association with it is our own, whatever the instance had before. */
  attached: boolean;
  /** The profile that was detached to make room, until another is attached. */
  detached?: string | undefined;
  /** The last call, if it succeeded. */
  succeeded?: AssociationCall | undefined;
}

/**
 * Observes and acts until the goal is reached, and returns the association that is left, if any. If a profile was detached
 * and the other cannot be attached, it is attached again, and the message says what the instance has.
 * @throws AssociationError where the goal cannot be reached, or not within the limits of `pace`.
 */
export async function carryOut(
  goal: AssociationGoal,
  calls: InstanceProfileCalls,
  pace: Pace,
): Promise<ObservedAssociation | undefined> {
  const progress: Progress = { changed: false, attached: false };
  try {
    return await pursue(goal, calls, pace, progress);
  } catch (error) {
    if (!(error instanceof AssociationError)) {
      throw error;
    }
    throw goal.kind === "attach" && progress.detached !== undefined
      ? await afterPuttingBack(error, { ...goal, profileArn: progress.detached }, calls, pace)
      : new AssociationError(error.message, progress.changed);
  }
}

async function pursue(
  goal: AssociationGoal,
  calls: InstanceProfileCalls,
  pace: Pace,
  progress: Progress,
): Promise<ObservedAssociation | undefined> {
  for (;;) {
    const observation = await patiently(() => observe(calls, goal.instanceId), pace);
    const step = nextStep(progress.attached ? withOwn(goal) : goal, observation);
    switch (step.kind) {
      case "done":
        return step.association;
      case "refuse":
        throw new AssociationError(step.message);
      case "wait":
        await pauseOrGiveUp(pace, step.reason);
        break;
      case "call":
        if (isSameCall(step.call, progress.succeeded)) {
          // EC2 does not show it yet, or someone has undone it: the next observation tells.
          progress.succeeded = undefined;
          await pauseOrGiveUp(pace, "effect");
        } else {
          await perform(step.call, currentAssociation(observation)?.profileArn, calls, pace, progress);
        }
    }
  }
}

function withOwn(goal: AssociationGoal): AssociationGoal {
  return goal.kind === "attach" ? { ...goal, mayTakeOver: true } : goal;
}

function isSameCall(call: AssociationCall, other: AssociationCall | undefined): boolean {
  return JSON.stringify(call) === JSON.stringify(other);
}

/** Makes the call, and notes what became of it; where it is worth another try, after a pause. */
async function perform(
  call: AssociationCall,
  current: string | undefined,
  calls: InstanceProfileCalls,
  pace: Pace,
  progress: Progress,
): Promise<void> {
  const detaches = call.action === "DisassociateIamInstanceProfile";
  try {
    await send(call, calls);
  } catch (error) {
    progress.succeeded = undefined;
    if (error instanceof AwsCallError && error.mayHaveSucceeded) {
      progress.changed = true;
      progress.attached ||= !detaches;
      progress.detached = detaches ? current : progress.detached;
    }
    await pauseOrRethrow(error, pace);
    return;
  }
  progress.changed = true;
  progress.attached ||= !detaches;
  progress.detached = detaches ? current : undefined;
  progress.succeeded = call;
}

/** Attaches again what was detached, if nothing else is attached, and returns `failure` with what has become of it. */
async function afterPuttingBack(
  failure: AssociationError,
  former: AttachGoal,
  calls: InstanceProfileCalls,
  pace: Pace,
): Promise<AssociationError> {
  const goal: AttachGoal = { ...former, mayReplace: [], mayTakeOver: true, onForeign: "leave", onMissing: "leave" };
  const profile = `\`${goal.profileArn}\``;
  try {
    const association = await pursue(goal, calls, pace, { changed: false, attached: false });
    return association === undefined
      ? new AssociationError(
          `${failure.message}; ${profile} was detached, and the instance is gone or has another`,
          true,
        )
      : new AssociationError(`${failure.message}; the instance has its former profile ${profile} again`);
  } catch (error) {
    if (!(error instanceof AssociationError)) {
      throw error;
    }
    return new AssociationError(
      `${failure.message}; the instance has no profile now, as far as is known: ${profile} was detached and could not be attached again (${error.message})`,
      true,
    );
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
export async function patiently<T>(read: () => Promise<T>, pace: Pace): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      await pauseOrRethrow(error, pace);
    }
  }
}

/** Pauses where the error is worth another try. @throws AssociationError where it is not, or no longer. */
async function pauseOrRethrow(error: unknown, pace: Pace): Promise<void> {
  if (!(error instanceof AwsCallError)) {
    throw error;
  }
  const meaning = meaningOf(error);
  const message = explainError(error, "program");
  switch (meaning) {
    case "propagation":
    case "changed":
    case "throttled":
      return pauseOrGiveUp(pace, meaning, message);
    case "unanswered":
      return pauseOrGiveUp(pace, "throttled", message);
    case "missing":
      return pauseOrGiveUp(pace, "changed", message);
    case "accessDenied":
    case "noCredentials":
    case "noRegion":
    case "clock":
    case "unreachable":
    case "insecure":
    case "foreign":
    case "failed":
      throw new AssociationError(message);
  }
}

/** @throws AssociationError once the limit of `reason` is reached. */
export async function pauseOrGiveUp(pace: Pace, reason: PauseReason, answer?: string): Promise<void> {
  if (!(await pace.pause(reason))) {
    const last = answer === undefined ? "" : `; ${answer}`;
    throw new AssociationError(`${WAITING_FOR[reason]} after ${limitInSeconds(reason)} seconds${last}`);
  }
}
