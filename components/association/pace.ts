import type { WaitReason } from "./next-step-plan";

/** Time and chance, so that tests need neither. */
export interface Surroundings {
  /** Milliseconds since some fixed moment. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** A number from 0 up to but not including 1. */
  random(): number;
}

/** The surroundings of a real run. */
export const REAL_SURROUNDINGS: Surroundings = {
  now: () => performance.now(),
  sleep: (milliseconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
  random: () => Math.random(),
};

/** What an operation may have to wait for. */
export type PauseReason = WaitReason | "propagation" | "changed" | "effect" | "throttled" | "profileVisible";

/** Longest wait for each reason in an operation, in milliseconds. */
const LIMITS: Readonly<Record<PauseReason, number>> = {
  propagation: 120_000,
  profileVisible: 120_000,
  instanceVisible: 120_000,
  instancePending: 300_000,
  associationSettled: 120_000,
  profileShown: 120_000,
  changed: 300_000,
  effect: 120_000,
  throttled: 120_000,
};

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

/**
 * Paces one operation: for each reason the pauses double from one second up to fifteen, each shortened by chance to
 * between half and all of it, until the limit of the reason is reached.
 */
export class Pace {
  private readonly waits = new Map<PauseReason, { readonly since: number; count: number }>();

  constructor(private readonly surroundings: Surroundings) {}

  /** Pauses for `reason`, and says false, without a pause, once the limit is reached. */
  async pause(reason: PauseReason): Promise<boolean> {
    const now = this.surroundings.now();
    const wait = this.waits.get(reason) ?? { since: now, count: 0 };
    this.waits.set(reason, wait);
    const left = wait.since + LIMITS[reason] - now;
    if (left <= 0) {
      return false;
    }
    const full = Math.min(FIRST_PAUSE * 2 ** wait.count, LONGEST_PAUSE);
    wait.count += 1;
    await this.surroundings.sleep(Math.min(left, full * (0.5 + this.surroundings.random() / 2)));
    return true;
  }
}

/** Returns the limit for `reason` in seconds. */
export function limitInSeconds(reason: PauseReason): number {
  return LIMITS[reason] / 1000;
}
