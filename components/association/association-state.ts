/** The states of an instance. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
export type InstanceStateName = "pending" | "running" | "stopping" | "stopped" | "shutting-down" | "terminated";

/** What DescribeInstances says of one instance. */
export interface ObservedInstance {
  readonly state: InstanceStateName;
  /** ARN of the profile that the instance shows; absent where it shows none. */
  readonly profileArn?: string;
}

/** One entry of DescribeIamInstanceProfileAssociations. */
export interface ObservedAssociation {
  readonly associationId: string;
  readonly profileArn: string;
  readonly state: "associating" | "associated" | "disassociating" | "disassociated";
}

/** What EC2 says of an instance at one moment. */
export interface Observation {
  /** Absent where EC2 knows no such instance. */
  readonly instance?: ObservedInstance;
  readonly associations: readonly ObservedAssociation[];
}

/**
 * Returns the association that counts: an instance has at most one that is not on its way out. Where EC2 lists two for a
 * moment, the one being made is the newer.
 */
export function currentAssociation(observation: Observation): ObservedAssociation | undefined {
  const lasting = observation.associations.filter(({ state }) => state === "associated" || state === "associating");
  return lasting.find(({ state }) => state === "associating") ?? lasting[0];
}

/**
 * Says whether the ARN is that of the profile that `nameOrArn` means: names of profiles are unique in an account,
 * whatever their path.
 */
export function isSameProfile(arn: string, nameOrArn: string): boolean {
  return nameOrArn.startsWith("arn:") ? arn === nameOrArn : arn.split("/").at(-1) === nameOrArn;
}
