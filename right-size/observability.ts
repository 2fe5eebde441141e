import { parseArn, type ActionCatalogue, type ActionDefinition } from "../iam";
import {
  DATA_SERVICES,
  EVENT_SOURCES,
  EXCLUDABLE_SOURCES,
  GLOBAL_SOURCES,
  READ_ONLY_DIFFERS,
  sourceOfService,
  UNLOGGED_ACTIONS,
  UNLOGGED_SERVICES,
} from "./event-table";
import type { TrailCoverage } from "./trail-coverage";

/**
 * Why the logs cannot show whether an action was used on the resources that a policy names, in words; undefined when they would show
 * it. An action of which that is not known cannot be observed either.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export function whyNotObservable(
  action: string,
  resource: string,
  coverage: TrailCoverage,
  catalogue: ActionCatalogue,
): string | undefined {
  const [service = "", name = ""] = action.split(":");
  const definition = catalogue.action(service, name);
  if (definition === undefined) return "the catalogue does not know the action";
  if (UNLOGGED_SERVICES.has(service)) return "the service is not known to log to CloudTrail";
  if (!isLogged(definition)) return "CloudTrail is not known to log the action";
  const eventSource = sourceOfService(service);
  const source = EVENT_SOURCES[eventSource];
  const accesses = accessesOf(definition);
  const isData = source?.dataEvents?.actions.includes(definition.name) === true;
  const mayBeData = isData || (source?.dataEvents === undefined && DATA_SERVICES.has(service));
  if (mayBeData) {
    const event = isData ? "it is a data event" : "it may be a data event";
    const access = accesses.find((one) => !coverage.showsData(eventSource, one));
    if (access !== undefined) return `${event}, and the logs have no data events of ${eventSource} that ${access}`;
    // Where neither the action nor the trail knows single resources, one event shows that all are recorded.
    if (isData && source.container === undefined && definition.resourceTypes.length === 0) return undefined;
    const isApart = source?.dataEvents?.apart?.includes(definition.name) === true;
    const container = isApart ? undefined : containerOf(eventSource, resource);
    const { region = "", account = "" } = parseArn(resource) ?? {};
    const isForeign = account !== "" && account !== coverage.account;
    if (container === undefined || isForeign) return `${event}, ${SELECTED}`;
    return coverage.showsContainer(eventSource, container, region)
      ? undefined
      : `${event}, and the logs have no data events of \`${container}\``;
  }
  const missing = accesses.find((one) => !coverage.showsManagement(one));
  if (missing !== undefined) return `the logs have no management events that ${missing}`;
  return whyNoManagement(eventSource, resource, coverage);
}

/** Whether calls of an action are events of their own: iam:PassRole shows in the parameters of others alone. */
export function isLogged({ service, name }: ActionDefinition): boolean {
  const { notLogged } = EVENT_SOURCES[sourceOfService(service)] ?? {};
  return !UNLOGGED_ACTIONS.has(`${service}:${name}`) && notLogged?.actions.includes(name) !== true;
}

/** What a trail that leaves out reads or writes may take the action's events for. */
function accessesOf({ service, name, accessLevels }: ActionDefinition): readonly ("read" | "write")[] {
  if (READ_ONLY_DIFFERS.has(`${service}:${name}`)) return ["read", "write"];
  return [accessLevels.every((level) => level === "List" || level === "Read") ? "read" : "write"];
}

function whyNoManagement(eventSource: string, resource: string, coverage: TrailCoverage): string | undefined {
  const isSeen = coverage.showsManagementOf(eventSource);
  if (EXCLUDABLE_SOURCES.has(eventSource) && !isSeen) {
    return `a trail can leave out ${eventSource}, and the logs have no events of it`;
  }
  const hasGlobalRegion = [...coverage.regions].some((region) => /^(us-east-1|us-gov-west-1|cn-north-1)$/.test(region));
  if (GLOBAL_SOURCES.has(eventSource) && !isSeen && !hasGlobalRegion) {
    return `${eventSource} writes its events in one Region, and the logs have none of it`;
  }
  return unseenRegion(eventSource, resource, coverage);
}

function unseenRegion(eventSource: string, resource: string, { regions }: TrailCoverage): string | undefined {
  const region = parseArn(resource)?.region ?? "";
  if (region === "" || /[*?$]/.test(region) || GLOBAL_SOURCES.has(eventSource) || regions.has(region)) return undefined;
  return `the logs have no events of Region ${region}`;
}

const SELECTED = "of which a trail may record single resources alone: use of others is not in the logs";

/**
 * The bucket, function, table, topic, queue or stream that a resource of a policy names without wildcards, in one Region and account:
 * trails select data events by it. Undefined where the policy may mean several, or something else that a trail selects.
 */
function containerOf(eventSource: string, resource: string): string | undefined {
  const { container, resourceTypes = {} } = EVENT_SOURCES[eventSource] ?? {};
  if (container === undefined || resource === "*") return undefined;
  for (const template of Object.values(resourceTypes).flat()) {
    const pattern = template
      .split(/(\$\{\w+\})/)
      .map((part) => {
        if (part === `\${${container}}`) return "([^:/*?$]+)";
        if (/^\$\{(Region|\w*Account)\}$/.test(part)) return "[^:/*?$]*";
        return part.startsWith("${") ? "[^:/]*" : escaped(part);
      })
      .join("");
    const name = new RegExp(`^${pattern}(?:[:/].*)?$`, "s").exec(resource)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
