import type { ActionCatalogue } from "../data/action-catalogue";
import { REGIONS, partitionOfRegion } from "../data/regions";
import type { AuthorizationRequest } from "../evaluate/authorization-request";

/**
 * The same request on a resource in a Region, where its ARN has none and those of all the action's resource types do: what
 * AWS receives. The first Region that AWS lists of the partition; undefined where nothing is missing.
 */
export function inRegion(request: AuthorizationRequest, catalogue: ActionCatalogue): AuthorizationRequest | undefined {
  const segments = request.resource.split(":");
  const [, partition, service, region] = segments;
  if (segments.length < 6 || region !== "") return undefined;
  const [prefix = "", name = ""] = request.action.split(":");
  const names = new Set(catalogue.action(prefix, name)?.resourceTypes.map((type) => type.name));
  const formats = catalogue
    .resourceTypes(prefix)
    .filter((type) => names.has(type.name) && type.arnFormat.split(":")[2] === service);
  const isRegional = formats.length > 0 && formats.every(({ arnFormat }) => arnFormat.split(":")[3] === "${Region}");
  const first = REGIONS.find((one) => partitionOfRegion(one) === partition);
  return isRegional && first !== undefined ? { ...request, resource: segments.with(3, first).join(":") } : undefined;
}
