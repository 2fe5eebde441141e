import { PARTITIONS } from "../data/regions";
import type { ActionCatalogue, ActionDefinition } from "../data/action-catalogue";
import { arnFormats } from "../data/arn-formats";
import { isOpaque } from "../pattern/letters";
import { ANY_TEXT } from "../pattern/pattern-token";
import { SequencePattern, type PatternUnion } from "../pattern/sequence-pattern";
import { actionResources, formatPattern } from "./action-resources";
import { written } from "./embedding";
import type { StatementForm } from "./statement-source";
import { indexOf } from "../pattern/union-index";
import type { GoalSearch } from "./search-goal";
import type { Mode } from "./solve-value";

/** A part of all requests, and the Allow forms of the first layer that can reach it. */
export interface NarrowedSearch {
  readonly narrowed: ReadonlyMap<string, PatternUnion>;
  readonly leading: readonly StatementForm[];
}

/**
 * Without a catalogue the universes as they are; with one, a universe for each group of actions that are authorised against
 * the same resource types. Only services that an Allow statement can reach are loaded.
 */
export function* typedUniverses(
  catalogue: ActionCatalogue | undefined,
  universes: ReadonlyMap<string, PatternUnion>,
  search: GoalSearch,
  mode: Mode,
): Generator<NarrowedSearch> {
  if (catalogue === undefined) {
    yield { narrowed: universes, leading: search.leading };
    return;
  }
  const reaching = formsByService(search.leading, catalogue);
  for (const service of catalogue.services()) {
    const leading = reaching.get(service);
    if (leading === undefined) continue;
    const { actions, around, groups } = patternsOf(service, catalogue);
    const ofService = new Map([...universes, ["action", actions], ["resource", around]]);
    if (search.find(ofService, mode, leading) === undefined && search.undecided === undefined) continue;
    search.undecided = undefined;
    for (const group of groups) {
      const { action, resource } = typedPatterns(group, catalogue);
      yield { narrowed: new Map([...universes, ["action", action], ["resource", resource]]), leading };
    }
  }
}

const OPEN_PARTITION = written("arn:+~:").tokens;

/** The callers of a universe that are in AWS's partitions: those whose ARN leaves the partition open, in each of them. */
export function callersInPartitions(universe: PatternUnion): PatternUnion {
  const isOpen = ({ tokens }: SequencePattern): boolean =>
    OPEN_PARTITION.every(({ repeats, excludes, letters }, index) => {
      const token = tokens[index];
      return token?.repeats === repeats && token.excludes === excludes && token.letters === letters;
    });
  return universe.flatMap((pattern) => {
    if (!isOpen(pattern)) return [pattern];
    const rest = pattern.tokens.slice(OPEN_PARTITION.length);
    return PARTITIONS.map((partition) => new SequencePattern([`arn:${partition}:`, ...rest]));
  });
}

/** The Allow forms that may match an action of a service, by service. */
function formsByService(
  forms: readonly StatementForm[],
  catalogue: ActionCatalogue,
): ReadonlyMap<string, readonly StatementForm[]> {
  const pairs = forms.flatMap((form) => servicesOf(form, catalogue).map((service) => ({ form, service })));
  const grouped = Map.groupBy(pairs, ({ service }) => service);
  return new Map([...grouped].map(([service, found]) => [service, found.map(({ form }) => form)]));
}

/** The services of which a form may match an action: those that it names are looked up, patterns are tried on all. */
function servicesOf({ literals }: StatementForm, catalogue: ActionCatalogue): readonly string[] {
  let services: readonly string[] | undefined;
  for (const { atom, holds } of literals) {
    if (atom.dimension !== "action" || atom.set.kind !== "text" || !holds) continue;
    const { texts, patterns, symbolic } = indexOf(atom.set.maybe);
    const open = [...patterns, ...symbolic];
    const named = new Set([...texts].map((text) => text.slice(0, text.indexOf(":"))));
    const reached =
      open.length === 0
        ? [...named].filter((service) => catalogue.hasService(service))
        : catalogue.services().filter((service) => named.has(service) || open.some(meetsService(service)));
    services = services?.filter((service) => reached.includes(service)) ?? reached;
  }
  return services ?? catalogue.services();
}

/** Patterns of a service that do not depend on what is asked, made once. */
interface ServicePatterns {
  readonly actions: PatternUnion;
  /** All resources of its actions and more. */
  readonly around: PatternUnion;
  /** Its actions by the resource types that they are authorised against. */
  readonly groups: readonly (readonly ActionDefinition[])[];
}

/** Actions that are authorised against the same resource types, and those resources. */
interface TypedPatterns {
  readonly action: PatternUnion;
  readonly resource: PatternUnion;
}

const ofServices = new WeakMap<ActionCatalogue, Map<string, ServicePatterns>>();
const ofGroups = new WeakMap<readonly ActionDefinition[], TypedPatterns>();

function patternsOf(service: string, catalogue: ActionCatalogue): ServicePatterns {
  const known = ofServices.get(catalogue) ?? new Map<string, ServicePatterns>();
  ofServices.set(catalogue, known);
  const definitions = catalogue.actions(service);
  const patterns = known.get(service) ?? {
    actions: definitions.map(wordOf),
    around: resourcesAround(service, catalogue),
    groups: [...Map.groupBy(definitions, typesKey).values()],
  };
  known.set(service, patterns);
  return patterns;
}

function typedPatterns(group: readonly ActionDefinition[], catalogue: ActionCatalogue): TypedPatterns {
  const patterns = ofGroups.get(group) ?? { action: group.map(wordOf), resource: actionResources(group[0], catalogue) };
  ofGroups.set(group, patterns);
  return patterns;
}

/** The word of an action, in lower case. */
function wordOf({ service, name }: ActionDefinition): SequencePattern {
  return new SequencePattern([`${service}:${name}`.toLowerCase()]);
}

/** Tells whether a pattern can match a text that begins with the service's prefix. */
function meetsService(service: string): (pattern: SequencePattern) => boolean {
  const letters = `${service}:`.split("");
  return (pattern) => {
    let states = pattern.start();
    for (const letter of letters) {
      if (states.some((state) => isOpaque(pattern.tokens[state]?.letters ?? ""))) return true;
      states = pattern.step(states, letter);
      if (states.length === 0) return false;
    }
    return true;
  };
}

function typesKey({ resourceTypes }: ActionDefinition): string {
  return resourceTypes
    .map(({ name }) => name)
    .sort()
    .join();
}

/** All resources of a service's actions and more: ARNs that begin as those of its types, and `*`. */
function resourcesAround(service: string, catalogue: ActionCatalogue): PatternUnion {
  const formats = catalogue.resourceTypes(service).flatMap(({ arnFormat }) => arnFormats(arnFormat));
  const starts = new Set(formats.map((format) => format.split(":").slice(0, 3).join(":")));
  const around = PARTITIONS.flatMap((partition) =>
    [...starts].map((start) => new SequencePattern([...formatPattern(`${start}:`, [], partition).tokens, ANY_TEXT])),
  );
  return [new SequencePattern(["*"]), ...around];
}
