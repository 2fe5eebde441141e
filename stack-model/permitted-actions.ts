import { expandActions, type AccessLevel, type ActionCatalogue, type PolicyDocument, type Statement } from "../iam";

/** Actions of one service at one access level. */
export interface ServiceActions {
  /** Prefix of the actions: `s3`. */
  readonly service: string;
  /** Names without the prefix, sorted; never empty. */
  readonly actions: readonly string[];
  /** Whether these are all that the service has at this level. */
  readonly isEvery: boolean;
}

/** What documents permit at most. */
export type PermittedActions =
  /** Every action there is, but these patterns; `yet` are actions of the patterns that are permitted all the same. */
  | { readonly kind: "every"; readonly but: readonly string[]; readonly yet: readonly string[] }
  | {
      readonly kind: "some";
      /** Levels with no action are left out. */
      readonly levels: readonly { readonly level: AccessLevel; readonly services: readonly ServiceActions[] }[];
      /** Patterns that no action of the catalogue has: they permit nothing, or what the catalogue does not know. */
      readonly unknownPatterns: readonly string[];
    };

const LEVELS: readonly AccessLevel[] = ["Permissions management", "Write", "Tagging", "Read", "List"];

/** What statements name: patterns, and for each NotAction those that it leaves out. */
interface Named {
  readonly patterns: readonly string[];
  readonly allBut: readonly (readonly string[])[];
}

/**
 * The actions that identity-based policies permit within a boundary, by access level: those of the Allow statements, less
 * those that a Deny statement without conditions takes away on every resource. Over-reports where resources, conditions or
 * other Deny statements leave nothing of an action; misses none.
 */
export function permittedActions(
  identity: readonly PolicyDocument[],
  boundary: PolicyDocument | undefined,
  catalogue: ActionCatalogue,
): PermittedActions {
  const all = [...identity, ...(boundary === undefined ? [] : [boundary])];
  const denied = all.flatMap(({ statements }) => statements.filter(deniesAlways));
  const bounds = [identity, ...(boundary === undefined ? [] : [[boundary]])].map((documents) =>
    namedBy(documents.flatMap(({ statements }) => statements.filter(({ effect }) => effect === "Allow"))),
  );
  const kept = denied.flatMap(({ notActions }) =>
    notActions === undefined ? [] : [{ patterns: notActions, allBut: [] }],
  );
  const away = denied.flatMap(({ actions = [] }) => actions);
  const limits = [...bounds, ...kept];
  const finite = limits.find((limit) => !isEverything(limit) && limit.allBut.length === 0);
  if (finite === undefined) {
    return everyAction(limits, away, catalogue);
  }
  const passes = [...limits.map((limit) => membership(limit, catalogue)), without(away, catalogue)];
  const actions = expandActions(finite.patterns, catalogue).filter((action) => passes.every((pass) => pass(action)));
  const unknownPatterns = [...new Set(bounds[0]?.patterns)].filter(
    (pattern) => expandActions([pattern], catalogue).length === 0,
  );
  return { kind: "some", levels: byLevel(actions, catalogue), unknownPatterns };
}

/**
 * Of limits that name no finite set what they leave out together. Actions that a NotAction leaves out and another statement
 * permits are told apart where one limit alone leaves something out, else nothing of that limit is.
 */
function everyAction(
  limits: readonly Named[],
  away: readonly string[],
  catalogue: ActionCatalogue,
): Extract<PermittedActions, { kind: "every" }> {
  const narrow = limits.filter((limit) => !isEverything(limit));
  const [only, ...others] = narrow;
  const but = narrow.flatMap(({ patterns, allBut: [first = [], ...rest] }) => {
    const isExact = patterns.length === 0 || others.length === 0;
    return isExact ? first.filter((pattern) => rest.every((one) => one.includes(pattern))) : [];
  });
  const extra = only === undefined || others.length > 0 ? [] : expandActions(only.patterns, catalogue);
  const [left, denied] = [new Set(expandActions(but, catalogue)), new Set(expandActions(away, catalogue))];
  const yet = extra.filter((action) => left.has(action) && !denied.has(action));
  return { kind: "every", but: [...new Set([...but, ...away])], yet };
}

function deniesAlways({ effect, resources, conditions }: Statement): boolean {
  return effect === "Deny" && conditions.length === 0 && resources?.includes("*") === true;
}

function namedBy(statements: readonly Statement[]): Named {
  return {
    patterns: statements.flatMap(({ actions = [] }) => actions),
    allBut: statements.flatMap(({ notActions }) => (notActions === undefined ? [] : [notActions])),
  };
}

/** Whether the patterns name every action of every service. */
function isEverything({ patterns }: Named): boolean {
  return patterns.some((pattern) => /^\*+(:\*+)?$/.test(pattern));
}

type Membership = (action: string) => boolean;

function membership(limit: Named, catalogue: ActionCatalogue): Membership {
  if (isEverything(limit)) return () => true;
  const named = new Set(expandActions(limit.patterns, catalogue));
  const others = limit.allBut.map((patterns) => without(patterns, catalogue));
  return (action) => named.has(action) || others.some((other) => other(action));
}

function without(patterns: readonly string[], catalogue: ActionCatalogue): Membership {
  const left = new Set(expandActions(patterns, catalogue));
  return (action) => !left.has(action);
}

function byLevel(
  actions: readonly string[],
  catalogue: ActionCatalogue,
): Extract<PermittedActions, { kind: "some" }>["levels"] {
  const services = new Map<string, Set<string>>();
  for (const action of actions) {
    const [service = "", name = ""] = action.split(":");
    services.set(service, (services.get(service) ?? new Set()).add(name));
  }
  return LEVELS.flatMap((level) => {
    const found = [...services].flatMap(([service, names]): readonly ServiceActions[] => {
      const ofLevel = catalogue.actions(service).filter(({ accessLevels }) => accessLevels.includes(level));
      const held = ofLevel.filter(({ name }) => names.has(name)).map(({ name }) => name);
      return held.length === 0 ? [] : [{ service, actions: held, isEvery: held.length === ofLevel.length }];
    });
    return found.length === 0 ? [] : [{ level, services: found }];
  });
}
