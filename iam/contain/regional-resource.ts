import type { ActionCatalogue } from "../data/action-catalogue";
import { REGIONS, partitionOfRegion } from "../data/regions";
import type { AuthorizationRequest } from "../evaluate/authorization-request";

/**
 * The same request on a resource in a Region, where its ARN has none and those of all the action's resource types that it
 * may be of do: what AWS receives. The first Region that AWS lists of the partition; none where nothing is missing.
 */
export function inRegion(request: AuthorizationRequest, catalogue: ActionCatalogue): readonly AuthorizationRequest[] {
  const segments = request.resource.split(":");
  const [, partition, service, region] = segments;
  if (segments.length < 6 || region !== "") return [];
  const [prefix = "", name = ""] = request.action.split(":");
  const names = new Set(catalogue.action(prefix, name)?.resourceTypes.map((type) => type.name));
  const rest = segments.slice(5).join(":");
  const formats = catalogue
    .resourceTypes(prefix)
    .filter((type) => names.has(type.name))
    .map(({ arnFormat }) => arnFormat.split(":"))
    .filter((format) => format[2] === service && rest.startsWith(beginningOf(format.slice(5).join(":"))));
  const isRegional = formats.length > 0 && formats.every((format) => format[3] === "${Region}");
  const first = REGIONS.find((one) => partitionOfRegion(one) === partition);
  return isRegional && first !== undefined ? [{ ...request, resource: segments.with(3, first).join(":") }] : [];
}

/** What stands before the first piece of a format. */
function beginningOf(format: string): string {
  return format.slice(0, Math.max(0, format.indexOf("${")));
}
