import { distance } from "fastest-levenshtein";

/** How many letters of a name may be wrong: one in four, at least one, at most three. */
function tolerance(name: string): number {
  return Math.min(3, Math.max(1, Math.floor(name.length / 4)));
}

/**
 * The candidate nearest to a name that does not exist, or undefined when none is near enough to be what was meant.
 * Case does not count. Of equally near ones the first is taken.
 */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = tolerance(name) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const found = distance(wanted, candidate.toLowerCase());
    if (found < bestDistance) {
      best = candidate;
      bestDistance = found;
    }
  }
  return best;
}

/** A fix that names the nearest candidate, or `otherwise`. */
export function didYouMean(name: string, candidates: Iterable<string>, otherwise: string): string {
  const near = closest(name, candidates);
  return near === undefined ? otherwise : `use \`${near}\``;
}
