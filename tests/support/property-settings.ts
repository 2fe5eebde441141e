/** Seed of every property: fixed for a run that anyone can repeat; the nightly command sets `PROPERTY_SEED`. */
export const SEED = Number(process.env["PROPERTY_SEED"] ?? 20_120_917);

/** Runs of a property whose single run is cheap; the nightly command sets `PROPERTY_RUNS`. */
export const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 10_000);

/** Pairs of policies whose containment is compared with an enumeration; the nightly command sets `CONTAINMENT_PAIRS`. */
const PAIRS = Number(process.env["CONTAINMENT_PAIRS"] ?? 20_000);

/** One in `share` of the pairs, for a property whose single run costs so much more; at least one. */
export function pairs(share: number): number {
  return Math.ceil(PAIRS / share);
}

/** Size of the generated logs of CloudTrail, without compression; the nightly command sets `LOG_MEGABYTES`. */
export const LOG_MEGABYTES = Number(process.env["LOG_MEGABYTES"] ?? 3);
