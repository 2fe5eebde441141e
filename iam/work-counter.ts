import { LimitExceededError } from "./errors";

/** Counts the steps of one question against a bound of `Limits`. */
export class WorkCounter {
  private spent = 0;

  constructor(
    private readonly limit: string,
    private readonly bound: number,
  ) {}

  /**
   * Adds steps.
   * @throws LimitExceededError when there are more than the bound.
   */
  spend(steps: number): void {
    this.spent += steps;
    if (this.spent > this.bound) throw new LimitExceededError(this.limit, this.bound);
  }

  get steps(): number {
    return this.spent;
  }
}
