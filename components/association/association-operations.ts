import type { InstanceProfileCalls } from "../../aws/instance-profile-calls";
import type { AwsConnection } from "../../aws/connection";
import { AssociationError } from "./association-error";
import type { AssociationDiff } from "./association-goals-plan";
import { diffOf, formerOf, goalOfCreate, goalOfDelete, goalOfUpdate } from "./association-goals-plan";
import type { AssociationInputs, AssociationState, FormerProfile } from "./association-resource";
import { isUnknown, UNKNOWN_VALUE } from "./association-resource";
import { currentAssociation } from "./association-state";
import { carryOut, observe, patiently } from "./carry-out";
import { findProfile, lookUpProfile } from "./find-profile";
import { nextStep } from "./next-step-plan";
import type { AttachGoal } from "./next-step-plan";
import type { Surroundings } from "./pace";
import { Pace } from "./pace";
import type { PlannedChange } from "./planned-change-plan";
import { plannedChange, planText } from "./planned-change-plan";

/** What the operations need of the world. */
export interface OperationContext extends Surroundings {
  connect(connection: AwsConnection): Promise<InstanceProfileCalls & { readonly close: () => void }>;
}

/** Inputs that cannot be used, by property. */
export interface CheckFailure {
  /** Empty where it is not the inputs that are wrong, but the way to AWS. */
  readonly property: "instanceId" | "profile" | "";
  readonly reason: string;
}

/** What `check` finds: the inputs with the plan, or why they cannot be used. */
export interface CheckResult {
  readonly inputs: AssociationInputs;
  readonly failures: readonly CheckFailure[];
}

/** The operations of the dynamic resource behind an InstanceProfileAssociation. */
export class AssociationOperations {
  constructor(private readonly context: OperationContext) {}

  /**
   * Reads what the instance has and says in `plan` what an update would do. A new association that cannot be made fails
   * here, before anything is changed; an existing one says so in its plan, and fails when it is to be changed.
   */
  async check(former: Partial<AssociationInputs>, inputs: AssociationInputs): Promise<CheckResult> {
    const { instanceId, profile, connection } = inputs;
    if (isUnknown([instanceId, profile, connection])) {
      return { inputs: { ...inputs, plan: UNKNOWN_VALUE }, failures: [] };
    }
    try {
      const change = await this.connected(connection, (calls, pace) =>
        this.planned(former.profile, inputs, calls, pace),
      );
      if (change.kind === "wrongProfile") {
        return { inputs, failures: [{ property: "profile", reason: change.reason }] };
      }
      const failures: readonly CheckFailure[] =
        change.kind === "refused" && former.profile === undefined
          ? [{ property: "instanceId", reason: change.reason }]
          : [];
      return { inputs: { ...inputs, planned: change, plan: planText(change) }, failures };
    } catch (error) {
      if (error instanceof AssociationError) {
        return { inputs, failures: [{ property: "", reason: error.message }] };
      }
      throw error;
    }
  }

  /** @throws AssociationError where a change is needed that cannot be made. */
  diff(state: AssociationState, inputs: AssociationInputs): AssociationDiff {
    const diff = diffOf(state, inputs);
    if (diff.changes && diff.replaces.length === 0 && inputs.planned?.kind === "refused") {
      throw new AssociationError(inputs.planned.reason);
    }
    return diff;
  }

  /** @throws PartlyDoneError where the association is made and could not be confirmed. */
  create(inputs: AssociationInputs): Promise<AssociationState> {
    return this.connected(inputs.connection, async (calls, pace) => {
      const profileArn = await findProfile(inputs, calls, pace);
      const before = await patiently(() => observe(calls, inputs.instanceId), pace);
      const former = formerOf(inputs.former, before, profileArn);
      return attach({ ...inputs, former }, goalOfCreate(inputs, profileArn), calls, pace);
    });
  }

  /** The state as EC2 has it; undefined where the instance has no profile any more, or is gone. */
  read(state: AssociationState): Promise<AssociationState | undefined> {
    return this.connected(state.connection, async (calls, pace) => {
      const observation = await patiently(() => observe(calls, state.instanceId), pace);
      const gone = ["shutting-down", "terminated"].includes(observation.instance?.state ?? "terminated");
      const current = currentAssociation(observation);
      return gone || current === undefined
        ? undefined
        : { ...state, associationId: current.associationId, profileArn: current.profileArn };
    });
  }

  /** @throws PartlyDoneError */
  update(state: AssociationState, inputs: AssociationInputs): Promise<AssociationState> {
    return this.connected(inputs.connection, async (calls, pace) => {
      const profileArn = await findProfile(inputs, calls, pace);
      const goal = goalOfUpdate(inputs, profileArn, state.attachedProfileArn);
      return attach({ ...inputs, former: state.former }, goal, calls, pace);
    });
  }

  /** Gives the instance back as `onDelete` says. What someone else has attached since is left alone. */
  async delete(state: AssociationState): Promise<void> {
    const goal = goalOfDelete(state);
    if (goal === undefined) {
      return;
    }
    await this.connected(state.connection, async (calls, pace) => {
      const observation = await patiently(() => observe(calls, state.instanceId), pace);
      if (goal.kind === "attach" && nextStep(goal, observation).kind === "call") {
        await mustExist(goal.profileArn, state.connection, calls, pace);
      }
      await carryOut(goal, calls, pace);
    });
  }

  private async planned(
    formerProfile: string | undefined,
    inputs: AssociationInputs,
    calls: InstanceProfileCalls,
    pace: Pace,
  ): Promise<PlannedChange | { readonly kind: "wrongProfile"; readonly reason: string }> {
    const lookup = await lookUpProfile(inputs.profile, inputs.connection, calls, pace);
    if (lookup.kind === "wrong" || (lookup.kind === "notReady" && !inputs.profileMayBeNew)) {
      return { kind: "wrongProfile", reason: lookup.message };
    }
    const observation = await patiently(() => observe(calls, inputs.instanceId), pace);
    const profileArn = lookup.kind === "found" ? lookup.arn : inputs.profile;
    const former = isUnknown(inputs.former) ? recordOf(currentAssociation(observation)?.profileArn) : inputs.former;
    const known = { ...inputs, former };
    const goal =
      formerProfile === undefined
        ? goalOfCreate(known, profileArn)
        : goalOfUpdate(known, profileArn, isUnknown(formerProfile) ? inputs.profile : formerProfile);
    return plannedChange(goal, observation);
  }

  private async connected<T>(
    connection: AwsConnection,
    run: (calls: InstanceProfileCalls, pace: Pace) => Promise<T>,
  ): Promise<T> {
    const pace = new Pace(this.context);
    const calls = await patiently(() => this.context.connect(connection), pace);
    try {
      return await run(calls, pace);
    } finally {
      calls.close();
    }
  }
}

/** Returns what an instance with this profile, or none, is recorded to have had. */
export function recordOf(profileArn: string | undefined): FormerProfile {
  return profileArn === undefined ? {} : { profileArn };
}

/** An association that was asked for and could not be confirmed: it is in the state, and the next update goes on. */
export class PartlyDoneError extends Error {
  readonly reasons: readonly string[];

  /** `id` and `properties` are what the dynamic provider records. */
  constructor(
    message: string,
    readonly id: string,
    readonly properties: AssociationState,
  ) {
    super(message);
    this.reasons = [message];
  }
}

async function attach(
  inputs: AssociationInputs,
  goal: AttachGoal,
  calls: InstanceProfileCalls,
  pace: Pace,
): Promise<AssociationState> {
  const { profileArn } = goal;
  const state = { ...inputs, associationId: "", profileArn, attachedProfileArn: profileArn };
  try {
    const association = await carryOut(goal, calls, pace);
    return { ...state, associationId: association?.associationId ?? "" };
  } catch (error) {
    if (error instanceof AssociationError && error.changed) {
      throw new PartlyDoneError(error.message, inputs.instanceId, state);
    }
    throw error;
  }
}

async function mustExist(
  profileArn: string,
  connection: AwsConnection,
  calls: InstanceProfileCalls,
  pace: Pace,
): Promise<void> {
  const lookup = await lookUpProfile(profileArn, connection, calls, pace);
  if (lookup.kind !== "found") {
    throw new AssociationError(
      `the former profile cannot be restored: ${lookup.message}; set \`onDelete\` to "detach" or "keep", run \`pulumi up\`, then delete`,
    );
  }
}
