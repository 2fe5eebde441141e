import type { ActionCatalogue } from "../iam";
import { serviceOf } from "./action-name";
import type { KeptPermission } from "./kept-permissions";

/**
 * Puts the kept actions of a service together as `service:*` where all of them are kept on `*`, and the old statement names them all:
 * what an administrator's policy gives of services that do not log would not fit any policy one by one.
 */
export function wholeServices(kept: readonly KeptPermission[], catalogue: ActionCatalogue): readonly KeptPermission[] {
  const groups = Map.groupBy(kept, ({ action, statement, resource }) =>
    JSON.stringify([statement.policyId, statement.index, resource, serviceOf(action)]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || first.resource !== "*") return group;
    const service = serviceOf(first.action);
    const actions = new Set(group.map(({ action }) => action));
    const known = catalogue.actions(service);
    // A service that the catalogue does not have has no actions there: what else it has is not known.
    const isWhole = known.length > 0 && known.every(({ name }) => actions.has(`${service}:${name}`));
    return isWhole && first.statement.coversService(service) ? [{ ...first, action: `${service}:*` }] : group;
  });
}
