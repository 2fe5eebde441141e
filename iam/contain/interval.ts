/** Whole numbers from `low` to `high`, both included; undefined: without end. */
export interface Interval {
  readonly low: bigint | undefined;
  readonly high: bigint | undefined;
}

/** Intervals that do not meet, ascending. */
export type Intervals = readonly Interval[];

export const WHOLE_LINE: Intervals = [{ low: undefined, high: undefined }];

/** The numbers that are in one of the intervals. */
export function unite(intervals: Intervals): Intervals {
  const sorted = [...intervals].filter(isNotEmpty).sort((a, b) => compareLow(a.low, b.low));
  const result: Interval[] = [];
  for (const next of sorted) {
    const last = result.at(-1);
    const touches =
      last !== undefined && (last.high === undefined || next.low === undefined || next.low <= last.high + 1n);
    if (!touches) result.push(next);
    else result[result.length - 1] = { low: last.low, high: greaterHigh(last.high, next.high) };
  }
  return result;
}

/** The numbers that are in none of the intervals. */
export function complement(intervals: Intervals): Intervals {
  const result: Interval[] = [];
  let from: bigint | undefined;
  let isOpen = true;
  for (const { low, high } of unite(intervals)) {
    if (low !== undefined) result.push({ low: from, high: low - 1n });
    isOpen = high !== undefined;
    if (high !== undefined) from = high + 1n;
  }
  if (isOpen) result.push({ low: from, high: undefined });
  return result.filter(isNotEmpty);
}

/** The numbers that are in both. */
export function intersect(a: Intervals, b: Intervals): Intervals {
  return complement([...complement(a), ...complement(b)]);
}

/** Whether the number is in one of the intervals. */
export function holdsNumber(intervals: Intervals, value: bigint): boolean {
  return intervals.some(
    ({ low, high }) => (low === undefined || low <= value) && (high === undefined || value <= high),
  );
}

function isNotEmpty({ low, high }: Interval): boolean {
  return low === undefined || high === undefined || low <= high;
}

function compareLow(a: bigint | undefined, b: bigint | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return a < b ? -1 : 1;
}

function greaterHigh(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || b === undefined ? undefined : a > b ? a : b;
}
