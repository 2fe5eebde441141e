import type { AwsConnection } from "../../aws/connection";
import { AssociationError } from "./association-error";
import type { OperationContext } from "./association-operations";
import { recordOf } from "./association-operations";
import type { FormerProfile } from "./association-resource";
import { currentAssociation } from "./association-state";
import { observe, patiently, pauseOrGiveUp } from "./carry-out";
import { Pace } from "./pace";

/** Inputs of the resource that remembers which profile an instance had. */
export interface FormerProfileInputs {
  readonly instanceId: string;
  readonly instanceMayBeNew: boolean;
  readonly connection: AwsConnection;
}

/** Its state: never changed after it was made. */
export interface FormerProfileState extends FormerProfileInputs {
  readonly former: FormerProfile;
}

/**
 * Reads which profile the instance has, before anything is changed, so that the stack's state knows it whatever happens
 * to the change. It makes no mutating call.
 * @throws AssociationError where there is no such instance.
 */
export async function recordFormerProfile(
  inputs: FormerProfileInputs,
  context: OperationContext,
): Promise<FormerProfileState> {
  const pace = new Pace(context);
  const calls = await patiently(() => context.connect(inputs.connection), pace);
  try {
    for (;;) {
      const observation = await patiently(() => observe(calls, inputs.instanceId), pace);
      if (observation.instance !== undefined) {
        return { ...inputs, former: recordOf(currentAssociation(observation)?.profileArn) };
      }
      const message = `there is no instance \`${inputs.instanceId}\` in this account and region`;
      if (!inputs.instanceMayBeNew) {
        throw new AssociationError(message);
      }
      await pauseOrGiveUp(pace, "instanceVisible", message);
    }
  } finally {
    calls.close();
  }
}
