import type { Proposal } from "../../right-size";

/** What became of the permissions of one service, in actions. */
export interface ServiceRow {
  readonly service: string;
  readonly granted: number;
  readonly used: number;
  /** Last use inside the window, in ISO 8601; empty without. */
  readonly lastUsed: string;
  readonly kept: number;
  readonly removed: number;
}

/** One row a service, sorted by its prefix. */
export function serviceRows({ used, kept, removed }: Proposal): readonly ServiceRow[] {
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
      granted: all.filter(isOf).length,
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

function serviceOf(action: string): string {
  return action.split(":")[0] ?? "";
}
