import table from "./event-names.json";

/** A request parameter of an event: its path, and what of the value is meant. */
export interface ParameterRule {
  /**
   * Path in requestParameters, `[]` for each member of a list; `response:` before it reads responseElements, `additional:`
   * additionalEventData.
   */
  readonly path: string;
  /** A regular expression whose named groups become variables; without it the variable has the parameter's name. */
  readonly match?: string;
  /** The value is URL-encoded. */
  readonly decode?: boolean;
}

/** One permission that an event shows. */
export interface EventPermission {
  /** Action of the event source's service, or `service:Action`. */
  readonly action: string;
  /** Templates of its resources; empty: the event does not show them. @default by resource type */
  readonly resources?: readonly string[];
  /** The resource types on which AWS authorises the call, all of them. @default those of the action */
  readonly types?: readonly string[];
  /** AWS authorises the call on no other resources than `resources`. */
  readonly only?: boolean;
  /** Only with this variable, or with this value of it. */
  readonly when?: string;
  readonly equals?: string;
  /** Only without this variable. */
  readonly unless?: string;
  /** The event does not prove that the permission was needed: it is kept where it was granted, and never added. */
  readonly inferred?: boolean;
}

/** Actions that one of AWS's pages treats alike. */
export interface ActionList {
  readonly source: string;
  readonly actions: readonly string[];
}

/** Actions whose calls are data events. */
export interface DataEvents extends ActionList {
  /** Those on resources of a type that a trail selects apart: data events of the container do not show that they are recorded. */
  readonly apart?: readonly string[];
}

/** What the table says of one event source. */
export interface EventSource {
  /** Service prefix of its actions. */
  readonly service: string;
  /** The AWS page on the service's events. */
  readonly source: string;
  readonly parameters: Readonly<Record<string, ParameterRule>>;
  /** Parameter of which there are so many values that it is aggregated apart: the key of an S3 object. */
  readonly object?: string;
  /** Variable that names the resource for which a trail selects data events. */
  readonly container?: string;
  /** Whether ARNs in the event are resources of the call too. */
  readonly arns: boolean;
  /** Templates of the resource types' ARNs; the first whose variables are all there holds. */
  readonly resourceTypes: Readonly<Record<string, readonly string[]>>;
  /** Resource types whose ARNs hold a path that events leave out. */
  readonly pathsUnknown?: readonly string[];
  /** Groups of resource types of which a call is authorised on one. */
  readonly alternatives?: readonly (readonly string[])[];
  /** By event name; an empty list needs no permission. Other events need the action of their own name. */
  readonly events: Readonly<Record<string, readonly EventPermission[]>>;
  readonly dataEvents?: DataEvents;
  readonly notLogged?: ActionList;
}

interface RawEventSource {
  readonly service: string;
  readonly source: string;
  readonly parameters: Readonly<Record<string, string | ParameterRule>>;
  readonly object?: string;
  readonly container?: string;
  readonly arns?: boolean;
  readonly resourceTypes: Readonly<Record<string, string | readonly string[]>>;
  readonly pathsUnknown?: readonly string[];
  readonly alternatives?: readonly (readonly string[])[];
  readonly events: Readonly<Record<string, readonly (string | EventPermission)[]>>;
  readonly dataEvents?: DataEvents;
  readonly notLogged?: ActionList;
}

function readSource(raw: RawEventSource): EventSource {
  const { parameters, resourceTypes, events, arns = true, ...rest } = raw;
  return {
    ...rest,
    arns,
    parameters: mapValues(parameters, (rule) => (typeof rule === "string" ? { path: rule } : rule)),
    resourceTypes: mapValues(resourceTypes, (some) => (typeof some === "string" ? [some] : some)),
    events: mapValues(events, (some) => some.map((one) => (typeof one === "string" ? { action: one } : one))),
  };
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** The event sources whose events name resources or permissions in ways of their own, by `eventSource`. */
export const EVENT_SOURCES: Readonly<Record<string, EventSource>> = mapValues(
  table.eventSources as unknown as Readonly<Record<string, RawEventSource>>,
  readSource,
);

const SOURCE_BY_SERVICE = new Map(Object.entries(EVENT_SOURCES).map(([name, source]) => [source.service, name]));
const NAMED_SERVICES = table.sources.services as Readonly<Record<string, string>>;

/** The service prefix of an event source: `monitoring.amazonaws.com` is `cloudwatch`. */
export function serviceOfSource(eventSource: string): string {
  const label = eventSource.replace(/\.amazonaws\.com(\.cn)?$/, "");
  return EVENT_SOURCES[eventSource]?.service ?? NAMED_SERVICES[label] ?? label;
}

/**
 * The event source of a service: the reverse of `serviceOfSource`. Of a service with several (`sagemaker`, `runtime.sagemaker`) that
 * of its own name.
 */
export function sourceOfService(service: string): string {
  const labels = Object.entries(NAMED_SERVICES).flatMap(([label, prefix]) => (prefix === service ? [label] : []));
  const label = labels.find((one) => !one.includes(".")) ?? (labels.length === 1 ? labels[0] : service);
  return SOURCE_BY_SERVICE.get(service) ?? `${label ?? service}.amazonaws.com`;
}

/** Event sources whose events are written in one Region of the partition alone. */
export const GLOBAL_SOURCES: ReadonlySet<string> = new Set(table.globalSources.sources);

/** Event sources that a trail can leave out of its management events. */
export const EXCLUDABLE_SOURCES: ReadonlySet<string> = new Set(table.excludable.sources);

/** Actions, `service:Name`, whose events say of themselves that they read where the access level says that they write, or the reverse. */
export const READ_ONLY_DIFFERS: ReadonlySet<string> = new Set(table.readOnlyDiffers.flatMap(({ actions }) => actions));

/** Services some of whose actions are data events; which ones the table does not say. */
export const DATA_SERVICES: ReadonlySet<string> = new Set(table.dataServices.services);

/** Services whose calls CloudTrail does not show. */
export const UNLOGGED_SERVICES: ReadonlySet<string> = new Set(table.unloggedServices.services);

/** Actions, `service:Name`, of services that log others. */
export const UNLOGGED_ACTIONS: ReadonlySet<string> = new Set(table.unloggedActions.flatMap(({ actions }) => actions));

const DENIED = new Set(table.denied.exact);
const ALLOWED_ERRORS = new Set(table.allowedErrors.exact);

/**
 * What an error code says of the permission: `allowed` (none, or a dry run that would have succeeded), `denied`, or `failed`: the call
 * ended in another error, and was allowed or never judged.
 */
export function outcomeOf(errorCode: string | undefined): "allowed" | "denied" | "failed" {
  if (errorCode === undefined || errorCode === "" || ALLOWED_ERRORS.has(errorCode)) return "allowed";
  return DENIED.has(errorCode) || /AccessDenied|Unauthorized|NotAuthorized/.test(errorCode) ? "denied" : "failed";
}
