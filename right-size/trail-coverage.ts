import { EVENT_SOURCES } from "./event-table";
import type { Observation } from "./observation";

/** Which calls of one kind are in the logs. */
interface Seen {
  read: boolean;
  write: boolean;
}

/**
 * What the trails of one account record, found out from the events of the window themselves, of whoever they are: a kind of call of
 * which there is not one event is not known to be recorded.
 */
export class TrailCoverage {
  readonly regions = new Set<string>();

  constructor(
    /** The account whose trails these are; empty where no event says. */
    readonly account: string,
  ) {}

  private readonly management: Seen = { read: false, write: false };
  private readonly managementSources = new Set<string>();
  private readonly data = new Map<string, Seen>();
  /** By event source and name, the Regions. */
  private readonly containers = new Map<string, Map<string, Set<string>>>();

  /** Takes calls of the account; those outside the window, and what does not say whether it reads or writes, show little. */
  add({ category, readOnly, eventSource, region, container, first }: Observation): void {
    if (first === undefined) return;
    this.regions.add(region);
    const seen = category === "Data" ? this.dataOf(eventSource) : this.management;
    if (readOnly === true) seen.read = true;
    if (readOnly === false) seen.write = true;
    if (category !== "Data") this.managementSources.add(eventSource);
    if (container === undefined) return;
    const containers = this.containersOf(eventSource);
    const name = containerName(eventSource, container);
    containers.set(name, (containers.get(name) ?? new Set()).add(region));
  }

  showsManagement(access: keyof Seen): boolean {
    return this.management[access];
  }

  showsManagementOf(eventSource: string): boolean {
    return this.managementSources.has(eventSource);
  }

  showsData(eventSource: string, access: keyof Seen): boolean {
    return this.data.get(eventSource)?.[access] === true;
  }

  /** By event source, the resources with data events; none where events do not name the one that a trail selects. */
  dataEvents(): ReadonlyMap<string, readonly string[]> {
    const sources = [...this.data.keys()].sort();
    return new Map(sources.map((source) => [source, [...(this.containers.get(source)?.keys() ?? [])].sort()]));
  }

  /** Whether there are data events of a bucket, function, table, topic, queue or stream; of any Region where its ARNs have none. */
  showsContainer(eventSource: string, name: string, region: string): boolean {
    const regions = this.containers.get(eventSource)?.get(name);
    return regions !== undefined && (region === "" || regions.has(region));
  }

  private dataOf(eventSource: string): Seen {
    const seen = this.data.get(eventSource) ?? { read: false, write: false };
    this.data.set(eventSource, seen);
    return seen;
  }

  private containersOf(eventSource: string): Map<string, Set<string>> {
    const containers = this.containers.get(eventSource) ?? new Map<string, Set<string>>();
    this.containers.set(eventSource, containers);
    return containers;
  }
}

/** The name that a parameter's value gives: of an ARN or an address, its variable. */
function containerName(eventSource: string, value: string): string {
  const { container = "", parameters = {} } = EVENT_SOURCES[eventSource] ?? {};
  const rule = Object.values(parameters).find(({ match }) => match?.includes(`(?<${container}>`) === true);
  return (rule?.match === undefined ? undefined : new RegExp(rule.match).exec(value)?.groups?.[container]) ?? value;
}
