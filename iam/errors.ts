/** A promise of this engine that does not hold: a defect here, never the fault of an input. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/** Thrown inside the engine when a bound of `limits.ts` is reached; at the border it becomes `unknown` with the limit's name. */
export class LimitExceededError extends Error {
  override readonly name = "LimitExceededError";

  constructor(
    /** The name of the bound in `Limits`, or of one that cannot be set. */
    readonly limit: string,
    readonly bound: number,
  ) {
    super(`limit \`${limit}\` of ${bound} reached`);
  }
}
