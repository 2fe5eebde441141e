/** Seed of every property: fixed for a run that anyone can repeat; the nightly command sets `PROPERTY_SEED`. */
export const SEED = Number(process.env["PROPERTY_SEED"] ?? 20_120_917);

/** Runs of a property whose single run is cheap; the nightly command sets `PROPERTY_RUNS`. */
export const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 10_000);
