import type { Observation, ObservedAssociation } from "./association-state";
import { currentAssociation, isSameProfile } from "./association-state";

/** The profile that an instance is to show. */
export interface AttachGoal {
  readonly kind: "attach";
  readonly instanceId: string;
  readonly profileArn: string;
  /** Profiles, by name or ARN, that may be replaced; `"any"` of them with `replaceExisting`. */
  readonly mayReplace: "any" | readonly string[];
  /** Whether an association with the goal's own profile may be taken for ours. */
  readonly mayTakeOver: boolean;
  /** What to do about an association that may not be replaced. */
  readonly onForeign: "refuse" | "leave";
  /** What to do where there is no instance, or it is on its way out. */
  readonly onMissing: "refuse" | "wait" | "leave";
}

/** That an instance shows none of the profiles, by name or ARN; any other is left alone. */
export interface DetachGoal {
  readonly kind: "detach";
  readonly instanceId: string;
  readonly profiles: readonly string[];
}

/** What an association resource wants of EC2. */
export type AssociationGoal = AttachGoal | DetachGoal;

/** What to wait for; each has a limit of its own. */
export type WaitReason = "instanceVisible" | "instancePending" | "associationSettled" | "profileShown";

/** Why nothing can be done. */
export type RefusalCode = "instanceMissing" | "instanceGone" | "foreignAssociation" | "alreadyAttached";

/** A mutating call of EC2. */
export type AssociationCall =
  | { readonly action: "AssociateIamInstanceProfile"; readonly instanceId: string; readonly profileArn: string }
  | {
      readonly action: "ReplaceIamInstanceProfileAssociation";
      readonly associationId: string;
      readonly profileArn: string;
    }
  | { readonly action: "DisassociateIamInstanceProfile"; readonly associationId: string };

/** What to do next. */
export type Step =
  | { readonly kind: "call"; readonly call: AssociationCall }
  | { readonly kind: "wait"; readonly reason: WaitReason }
  | { readonly kind: "refuse"; readonly code: RefusalCode; readonly message: string }
  /** Nothing is left to do; `association` is that of the goal, absent where there is none. */
  | { readonly kind: "done"; readonly association?: ObservedAssociation };

const DONE: Step = { kind: "done" };

/**
 * Decides the next call, or that there is none, from what EC2 says at this moment. Nothing is remembered between two
 * steps, so that whatever happens in between, an interruption included, is met by observing again.
 *
 * A running instance never loses its profile for another: it is replaced in one call. EC2 refuses that call for an
 * instance that does not run, where detaching first leaves no credentials missing.
 *
 * ASSUMPTION: `stopping` accepts what `stopped` does. AWS documents `running` and `stopped`; where EC2 answers
 * IncorrectInstanceState the step is tried again until the instance has stopped. See ADR 72.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/attach-iam-role.html
 */
export function nextStep(goal: AssociationGoal, observation: Observation): Step {
  const state = observation.instance?.state;
  if (state === undefined || state === "shutting-down" || state === "terminated") {
    return goal.kind === "detach" ? DONE : withoutInstance(goal, state);
  }
  if (state === "pending") {
    return { kind: "wait", reason: "instancePending" };
  }
  return goal.kind === "attach" ? attachStep(goal, observation, state) : detachStep(goal, observation);
}

function withoutInstance(goal: AttachGoal, state: "shutting-down" | "terminated" | undefined): Step {
  if (goal.onMissing === "leave") {
    return DONE;
  }
  if (state !== undefined) {
    return {
      kind: "refuse",
      code: "instanceGone",
      message: `instance \`${goal.instanceId}\` is ${state}, expected one that is running or stopped`,
    };
  }
  if (goal.onMissing === "wait") {
    return { kind: "wait", reason: "instanceVisible" };
  }
  return {
    kind: "refuse",
    code: "instanceMissing",
    message: `there is no instance \`${goal.instanceId}\` in this account and region`,
  };
}

function attachStep(goal: AttachGoal, observation: Observation, state: "running" | "stopping" | "stopped"): Step {
  const current = currentAssociation(observation);
  if (current === undefined) {
    return observation.associations.some((association) => association.state === "disassociating")
      ? { kind: "wait", reason: "associationSettled" }
      : call({
          action: "AssociateIamInstanceProfile",
          instanceId: goal.instanceId,
          profileArn: goal.profileArn,
        });
  }
  if (current.profileArn === goal.profileArn) {
    return goal.mayTakeOver || goal.mayReplace === "any"
      ? attached(goal, observation, current)
      : foreign(goal, current);
  }
  if (goal.mayReplace !== "any" && !isOneOf(current.profileArn, goal.mayReplace)) {
    return foreign(goal, current);
  }
  if (state !== "running") {
    return call({ action: "DisassociateIamInstanceProfile", associationId: current.associationId });
  }
  return current.state === "associating"
    ? { kind: "wait", reason: "associationSettled" }
    : call({
        action: "ReplaceIamInstanceProfileAssociation",
        associationId: current.associationId,
        profileArn: goal.profileArn,
      });
}

/** The association is the goal's: done once the instance shows it, and credentials follow. */
function attached(goal: AttachGoal, { instance }: Observation, association: ObservedAssociation): Step {
  const shown = instance?.profileArn === goal.profileArn;
  const settled = association.state === "associated" || instance?.state !== "running";
  return shown && settled ? { kind: "done", association } : { kind: "wait", reason: "profileShown" };
}

function detachStep(goal: DetachGoal, observation: Observation): Step {
  const current = currentAssociation(observation);
  if (current !== undefined) {
    return isOneOf(current.profileArn, goal.profiles)
      ? call({ action: "DisassociateIamInstanceProfile", associationId: current.associationId })
      : DONE;
  }
  return observation.associations.some(({ state }) => state === "disassociating")
    ? { kind: "wait", reason: "associationSettled" }
    : DONE;
}

function foreign(goal: AttachGoal, current: ObservedAssociation): Step {
  if (goal.onForeign === "leave") {
    return DONE;
  }
  const subject = `instance \`${goal.instanceId}\` has the instance profile \`${current.profileArn}\` by association \`${current.associationId}\`, which this resource did not make`;
  return current.profileArn === goal.profileArn
    ? { kind: "refuse", code: "alreadyAttached", message: `${subject}: set \`adopt: true\` to take it over` }
    : {
        kind: "refuse",
        code: "foreignAssociation",
        message: `${subject}: set \`replaceExisting: true\` to replace it`,
      };
}

function isOneOf(arn: string, profiles: readonly string[]): boolean {
  return profiles.some((profile) => isSameProfile(arn, profile));
}

function call(of: AssociationCall): Step {
  return { kind: "call", call: of };
}
