/**
 * Assigns each entry of one list to a different entry of another that it `fits`, for lists of one length: the indices of
 * the second list in the order of the first, or undefined where there is no such assignment. At most one question for
 * each pair of entries, and cubic time in their number (augmenting paths).
 */
export function perfectMatching(size: number, fits: (left: number, right: number) => boolean): number[] | undefined {
  const edges = Array.from({ length: size }, (_, left) =>
    Array.from({ length: size }, (__, right) => right).filter((right) => fits(left, right)),
  );
  const takenBy = new Map<number, number>();
  const place = (left: number, visited: Set<number>): boolean => {
    for (const right of edges[left] ?? []) {
      if (visited.has(right)) continue;
      visited.add(right);
      const holder = takenBy.get(right);
      if (holder !== undefined && !place(holder, visited)) continue;
      takenBy.set(right, left);
      return true;
    }
    return false;
  };
  for (let left = 0; left < size; left += 1) if (!place(left, new Set())) return undefined;
  const assigned = new Array<number>(size).fill(0);
  for (const [right, left] of takenBy) assigned[left] = right;
  return assigned;
}
