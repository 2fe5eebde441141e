import { EVENT_SOURCES } from "../../right-size/event-table";
import type { Observation } from "../../right-size";
import { PARAMETER_FIELDS, parameterPaths } from "../../right-size/parameter-values";

/** An event as CloudTrail writes it, as far as a test gives it. */
export interface GivenEvent {
  readonly eventSource: string;
  readonly eventName: string;
  readonly requestParameters?: Readonly<Record<string, unknown>>;
  readonly responseElements?: Readonly<Record<string, unknown>>;
  readonly additionalEventData?: Readonly<Record<string, unknown>>;
  readonly resources?: readonly { readonly ARN: string }[];
  readonly errorCode?: string;
}

/** The observation that the aggregation makes of one event of the role: its twin without SQL. */
export function observationOf(event: GivenEvent): Observation {
  const source = EVENT_SOURCES[event.eventSource];
  const paths = parameterPaths(event.eventSource);
  const at = (value: unknown, keys: readonly string[]): unknown =>
    keys.reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], value);
  const text = JSON.stringify([event.resources, event.requestParameters, event.responseElements]);
  const arns = source?.arns === false ? [] : [...text.matchAll(/arn:[a-z-]+:[^"\\\s,]+/g)].map(([arn]) => arn);
  const object = source?.object === undefined ? undefined : at(event.requestParameters, [source.object]);
  return {
    role: { arn: "arn:aws:iam::111122223333:role/app", uniqueId: "AROAEXAMPLE" },
    eventSource: event.eventSource,
    eventName: event.eventName,
    category: "Management",
    region: "eu-west-1",
    account: "111122223333",
    parameters: PARAMETER_FIELDS.map((field) =>
      paths.filter((path) => path.field === field).map(({ keys }) => at(event[field], keys) ?? null),
    ),
    arns: [...new Set(arns)].sort(),
    ...(typeof object === "string" ? { object } : {}),
    ...(event.errorCode === undefined ? {} : { errorCode: event.errorCode }),
    events: 1,
    first: "2026-01-01T00:00:00Z",
    last: "2026-01-01T00:00:00Z",
  };
}
