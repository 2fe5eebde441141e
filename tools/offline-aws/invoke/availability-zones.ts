import type { ProviderConfiguration } from "../configuration/provider-configuration";
import type { PropertyMap } from "../property-value/property-value";
import { textProperty, textsProperty } from "../property-value/read-property";
import { inRegion } from "./arguments";
import { InvokeError } from "./invoke-error";

/** How many zones the stand-in has in every region. */
const ZONE_LETTERS = ["a", "b", "c"];

/** The zone ids abbreviate the region: us-east-1 becomes use1, ap-southeast-2 becomes apse2. */
function zoneIdPrefix(region: string): string {
  const [area = "", ...rest] = region.split("-");
  const direction = rest
    .slice(0, -1)
    .join("")
    .replace(/(north|south|east|west|central)/g, (word) => word[0] ?? "");
  return `${area}${direction}${rest.at(-1) ?? ""}`;
}

/** The names of a region's zones, in order. */
export function zoneNames(region: string): readonly string[] {
  return ZONE_LETTERS.map((letter) => region + letter);
}

/** The id of the zone at the position in `zoneNames`. */
export function zoneId(region: string, index: number): string {
  return `${zoneIdPrefix(region)}-az${index + 1}`;
}

/** `aws.getAvailabilityZones`: three zones in every region, less those that are excluded. */
export function getAvailabilityZones(args: PropertyMap, configuration: ProviderConfiguration): PropertyMap {
  const { region } = inRegion(args, configuration);
  const excludedNames = textsProperty(args, "excludeNames");
  const excludedIds = textsProperty(args, "excludeZoneIds");
  const zones = zoneNames(region)
    .map((name, index) => ({ name, id: zoneId(region, index) }))
    .filter(({ name, id }) => !excludedNames.includes(name) && !excludedIds.includes(id));
  const unavailable = ["impaired", "unavailable", "information"].includes(textProperty(args, "state") ?? "");
  const given = unavailable ? [] : zones;
  return {
    ...args,
    id: region,
    region,
    names: given.map((z) => z.name),
    zoneIds: given.map((z) => z.id),
    groupNames: [region],
  };
}

/** `aws.getAvailabilityZone`: one zone, by name or id. */
export function getAvailabilityZone(args: PropertyMap, configuration: ProviderConfiguration): PropertyMap {
  const { region } = inRegion(args, configuration);
  const name = textProperty(args, "name");
  const id = textProperty(args, "zoneId");
  const index = zoneNames(region).findIndex((zone, at) => zone === name || zoneId(region, at) === id);
  const zone = zoneNames(region)[index];
  if (zone === undefined) throw new InvokeError(`no availability zone \`${name ?? id ?? ""}\` in ${region}`);
  return {
    ...args,
    id: zone,
    name: zone,
    nameSuffix: zone.slice(region.length),
    region,
    zoneId: zoneId(region, index),
    groupName: region,
    networkBorderGroup: region,
    optInStatus: "opt-in-not-required",
    state: "available",
    zoneType: "availability-zone",
  };
}
