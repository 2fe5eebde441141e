import type { AwsConnection } from "../../aws/connection";
import type { PlannedChange } from "./planned-change-plan";

/** What becomes of the instance when the association is deleted. */
export type OnDelete = "restore" | "detach" | "keep";

/** The profile that an instance had before an association changed it. */
export interface FormerProfile {
  /** Absent where the instance had none. */
  readonly profileArn?: string;
}

/** Inputs of the dynamic resource behind an InstanceProfileAssociation. */
export interface AssociationInputs {
  readonly instanceId: string;
  /** Name or ARN. */
  readonly profile: string;
  readonly adopt: boolean;
  readonly replaceExisting: boolean;
  readonly onDelete: OnDelete;
  /** The profile may have been made a moment ago: one that is not there is waited for. */
  readonly profileMayBeNew: boolean;
  /** The same of the instance. */
  readonly instanceMayBeNew: boolean;
  /** What the instance had when the association was first declared. */
  readonly former: FormerProfile;
  readonly connection: AwsConnection;
  /** What an update would do now; made by check. */
  readonly planned?: PlannedChange;
  /** The same in words, for the user; unknown at preview where the rest is. */
  readonly plan?: string;
}

/** State of the dynamic resource. */
export interface AssociationState extends AssociationInputs {
  /** Empty where the association was asked for and is not shown yet. */
  readonly associationId: string;
  /** ARN of the profile that the instance has. */
  readonly profileArn: string;
  /** ARN of the profile that this resource attached last: any other was attached by someone else. */
  readonly attachedProfileArn: string;
}

/** Stands in inputs for what is not known at preview. */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Says whether a value, or a part of it, is not known at preview. */
export function isUnknown(value: unknown): boolean {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).some(isUnknown);
  }
  return value === UNKNOWN_VALUE;
}
