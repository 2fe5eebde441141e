import { conditionKeyTemplate } from "../data/condition-key-template";
import type { ActionCatalogue, ActionDefinition } from "../data/action-catalogue";
import { compileGlob } from "../pattern/glob";
import { readGlob } from "../pattern/read-template";
import type { ActionView } from "./statement-view";

const MATCHING = new WeakMap<ActionView, readonly ActionDefinition[] | undefined>();

/**
 * The catalogue's actions that an entry of Action matches; undefined when its service is unknown, a pattern or hangs on
 * a symbol: then nothing is loaded. A view belongs to one document and so to one catalogue: the answer is kept.
 */
export function matchingActions(view: ActionView, catalogue: ActionCatalogue): readonly ActionDefinition[] | undefined {
  if (!MATCHING.has(view)) MATCHING.set(view, findMatching(view, catalogue));
  return MATCHING.get(view);
}

function findMatching(view: ActionView, catalogue: ActionCatalogue): readonly ActionDefinition[] | undefined {
  if (view.hasSymbol || !catalogue.hasService(view.service)) return undefined;
  if (!view.hasWildcard) {
    const action = catalogue.action(view.service, view.name);
    return action === undefined ? [] : [action];
  }
  const glob = compileGlob(readGlob(view.name), { ignoreCase: true });
  return catalogue.actions(view.service).filter(({ name }) => glob.matches(name));
}

/** Whether AWS puts a key into the request context of an action, for one of its resource types at least. */
export function supportsKey(action: ActionDefinition, key: string, catalogue: ActionCatalogue): boolean {
  const lower = key.toLowerCase();
  const names = new Set(action.resourceTypes.map(({ name }) => name));
  const keys = [
    ...action.conditionKeys,
    ...action.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys),
    ...catalogue
      .resourceTypes(action.service)
      .filter(({ name }) => names.has(name))
      .flatMap(({ conditionKeys }) => conditionKeys),
  ];
  return keys.some((documented) => isKey(documented, lower));
}

function isKey(documented: string, lowerKey: string): boolean {
  return documented.toLowerCase() === lowerKey || conditionKeyTemplate(documented, true)?.matches(lowerKey) === true;
}
