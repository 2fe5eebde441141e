import { parseArn } from "../iam";

/**
 * The events of a log that are alike in all that matters for permissions. Events of others than the role are told apart
 * only as far as they show what the trail records.
 */
export interface Observation {
  /** The role whose session made the calls; absent for everybody else. */
  readonly role?: { readonly arn: string; readonly uniqueId: string };
  readonly eventSource: string;
  /** Absent for calls of others. */
  readonly eventName?: string;
  readonly category: string;
  readonly readOnly?: boolean;
  readonly region: string;
  /** The account in whose trail the event is. */
  readonly account: string;
  readonly errorCode?: string;
  /** The AWS service that made the call on the role's behalf. */
  readonly invokedBy?: string;
  /** Version of the metadata service that delivered the credentials: `1.0`, `2.0`. */
  readonly roleDelivery?: string;
  /** By field, the values at the paths of `parameterPaths(eventSource)` in their order; empty where the field is absent. */
  readonly parameters: readonly (readonly unknown[])[];
  /** ARNs in the event, sorted. */
  readonly arns: readonly string[];
  /** The resource for which a trail selects data events. */
  readonly container?: string;
  /** The value that is aggregated apart: the key of an S3 object. */
  readonly object?: string;
  /** Different events inside the window; 0 for calls of others. */
  readonly events: number;
  /** First and last event inside the window, in ISO 8601; absent where none is. */
  readonly first?: string;
  readonly last?: string;
  /** Last event before the window. */
  readonly earlier?: string;
}

/** One row of the aggregation: the text of `observation`, the object, and the numbers. */
export interface ObservationRow {
  /** Absent for records that are no events: `object` says what is wrong with them, and `events` how many there are. */
  readonly observation: string | null;
  readonly object: string | null;
  readonly events: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly earlier: string | null;
}

/** The members of an observation's text, in their order. */
export const OBSERVATION_MEMBERS = [
  "roleArn",
  "roleId",
  "eventSource",
  "eventName",
  "category",
  "readOnly",
  "region",
  "account",
  "errorCode",
  "invokedBy",
  "roleDelivery",
  "parameters",
  "arns",
  "container",
] as const;
export type ObservationMember = (typeof OBSERVATION_MEMBERS)[number];

/**
 * Reads a row of the aggregation.
 * @throws TypeError for a text that the aggregation does not write.
 */
export function readObservation(row: ObservationRow): Observation {
  const values = JSON.parse(row.observation ?? "null") as unknown;
  if (!Array.isArray(values) || values.length !== OBSERVATION_MEMBERS.length) {
    throw new TypeError(
      `got \`${String(row.observation)}\`, expected ${OBSERVATION_MEMBERS.length} members of an observation`,
    );
  }
  const of = (member: ObservationMember): string | undefined =>
    (values[OBSERVATION_MEMBERS.indexOf(member)] as string | null) ?? undefined;
  const list = (member: ObservationMember): unknown[] => JSON.parse(of(member) ?? "[]") as unknown[];
  const optional = { eventName: of("eventName"), errorCode: of("errorCode"), invokedBy: of("invokedBy") };
  const further = { roleDelivery: of("roleDelivery"), container: of("container"), object: row.object ?? undefined };
  const times = { first: row.first ?? undefined, last: row.last ?? undefined, earlier: row.earlier ?? undefined };
  const roleArn = of("roleArn");
  const readOnly = of("readOnly");
  return {
    ...(roleArn === undefined ? {} : { role: { arn: roleArn, uniqueId: of("roleId") ?? "" } }),
    eventSource: of("eventSource") ?? "",
    category: of("category") ?? "Management",
    ...(readOnly === undefined ? {} : { readOnly: readOnly === "true" }),
    region: of("region") ?? "",
    account: of("account") ?? "",
    parameters: list("parameters") as unknown[][],
    arns: list("arns") as string[],
    events: row.events,
    ...present({ ...optional, ...further, ...times }),
  };
}

/** What is common to the ARNs of a call: `Partition`, `Region` and `Account`, the role's where the event names none. */
export function placeOf({ role, region, account }: Observation): ReadonlyMap<string, string> {
  const arn = parseArn(role?.arn ?? "");
  return new Map([
    ["Partition", arn?.partition ?? "aws"],
    ["Region", region],
    ["Account", account === "" ? (arn?.account ?? "") : account],
  ]);
}

/** The members that are there. */
function present<T extends Readonly<Record<string, string | undefined>>>(members: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}
