import { serviceOf, type Proposal } from "../../right-size";

/** What became of the permissions of one service, in actions. */
export interface ServiceRow {
  readonly service: string;
  /** Actions that the old policies allow. */
  readonly granted: number;
  /** Actions that were used; one that the old policies do not allow was added. */
  readonly used: number;
  /** Last use inside the window, in ISO 8601; empty without. */
  readonly lastUsed: string;
  /** Actions that were not used, and stay on some resource because their use cannot be observed. */
  readonly kept: number;
  /** Actions that go on all resources. */
  readonly removed: number;
}

/** One row a service, sorted by its prefix. */
export function serviceRows({ used, granted, kept, removed }: Proposal): readonly ServiceRow[] {
  const keptActions = new Set(kept.map(({ action }) => action));
  const removedActions = new Set(removed.map(({ action }) => action));
  const usedActions = [...used.keys()];
  const all = [...new Set([...usedActions, ...keptActions, ...removedActions])];
  const services = [...new Set(all.map(serviceOf))].sort();
  return services.map((service) => {
    const isOf = (action: string) => serviceOf(action) === service;
    const ofService = usedActions.filter(isOf);
    const isGone = (action: string) => isOf(action) && !used.has(action) && !keptActions.has(action);
    return {
      service,
      granted: all.filter((action) => isOf(action) && (!used.has(action) || granted.has(action))).length,
      used: ofService.length,
      lastUsed:
        ofService
          .map((action) => used.get(action)?.last ?? "")
          .sort()
          .at(-1) ?? "",
      kept: [...keptActions].filter((action) => isOf(action) && !used.has(action)).length,
      removed: [...removedActions].filter(isGone).length,
    };
  });
}
