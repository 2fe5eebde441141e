import type { ActionCatalogue } from "./action-catalogue";

/** A pattern of one service with the names that it matches. */
interface Candidate {
  readonly pattern: string;
  readonly names: readonly string[];
}

/**
 * Few patterns that match exactly the given actions: expanding them over the same catalogue gives the actions back.
 * `*` when they are all there are, `service:*` for a whole service, else prefixes and suffixes at the words of names
 * (`s3:Get*`, `ec2:*Tags`), each matching two actions at least. Not always the fewest possible: patterns are chosen
 * greedily. A pattern also matches actions that AWS adds later, where a list of names would not.
 * Cost: names times words of each service.
 * @throws RangeError for an action that the catalogue does not know.
 */
export function shrinkActions(actions: readonly string[], catalogue: ActionCatalogue): readonly string[] {
  const wanted = new Map<string, Set<string>>();
  for (const action of actions) {
    const [service = "", name = ""] = action.split(":");
    const known = catalogue.action(service, name);
    if (known === undefined) throw new RangeError(`the catalogue has no action \`${action}\``);
    wanted.set(known.service, (wanted.get(known.service) ?? new Set()).add(known.name));
  }
  if (wanted.size === catalogue.services().length && isEverything(wanted, catalogue)) return ["*"];
  return [...wanted]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([service, names]) => shrinkService(service, names, catalogue));
}

function isEverything(wanted: ReadonlyMap<string, ReadonlySet<string>>, catalogue: ActionCatalogue): boolean {
  return [...wanted].every(([service, names]) => names.size === catalogue.actions(service).length);
}

function shrinkService(service: string, wanted: ReadonlySet<string>, catalogue: ActionCatalogue): readonly string[] {
  const all = catalogue.actions(service).map(({ name }) => name);
  if (wanted.size === all.length && all.length > 1) return [`${service}:*`];
  const candidates = exactCandidates(all, wanted);
  const left = new Set(wanted);
  const chosen: string[] = [];
  for (;;) {
    const best = bestCandidate(candidates, left);
    if (best === undefined) break;
    chosen.push(best.pattern);
    for (const name of best.names) left.delete(name);
  }
  return [...chosen, ...left].map((name) => `${service}:${name}`).sort();
}

/** Prefixes and suffixes of the wanted names that match wanted names only, two at least. */
function exactCandidates(all: readonly string[], wanted: ReadonlySet<string>): readonly Candidate[] {
  const patterns = new Set<string>();
  for (const name of wanted) {
    const words = name.split(/(?<=[a-z0-9])(?=[A-Z])/);
    for (let count = 1; count < words.length; count++) {
      patterns.add(`${words.slice(0, count).join("")}*`);
      patterns.add(`*${words.slice(count).join("")}`);
    }
  }
  return [...patterns].flatMap((pattern) => {
    const names = all.filter((name) => matches(pattern, name));
    return names.length > 1 && names.every((name) => wanted.has(name)) ? [{ pattern, names }] : [];
  });
}

/** Of the candidates the one that takes most of what is left; of equal ones a prefix, then the shorter pattern. */
function bestCandidate(candidates: readonly Candidate[], left: ReadonlySet<string>): Candidate | undefined {
  let best: Candidate | undefined;
  let bestGain = 1;
  for (const candidate of candidates) {
    const gain = candidate.names.filter((name) => left.has(name)).length;
    if (gain > bestGain || (gain === bestGain && best !== undefined && isPreferred(candidate, best))) {
      best = candidate;
      bestGain = gain;
    }
  }
  return best;
}

function isPreferred({ pattern }: Candidate, { pattern: other }: Candidate): boolean {
  const isSuffix = Number(pattern.startsWith("*")) - Number(other.startsWith("*"));
  return isSuffix < 0 || (isSuffix === 0 && (pattern.length - other.length || (pattern < other ? -1 : 1)) < 0);
}

/** Case does not count, as in the evaluation of policies. */
function matches(pattern: string, name: string): boolean {
  const lower = name.toLowerCase();
  return pattern.startsWith("*")
    ? lower.endsWith(pattern.slice(1).toLowerCase())
    : lower.startsWith(pattern.slice(0, -1).toLowerCase());
}
