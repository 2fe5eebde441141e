/**
 * Runs `run` with a signal that is aborted when the user interrupts the process. What `run` has begun it undoes then; the process ends
 * of the signal, as it would have at once: shells give 130 for SIGINT, 143 for SIGTERM. A second signal ends it without waiting.
 */
export async function untilInterrupted<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interruption = new AbortController();
  const abort = (signal: NodeJS.Signals) => {
    interruption.abort(signal);
  };
  process.once("SIGINT", abort).once("SIGTERM", abort);
  try {
    return await run(interruption.signal);
  } finally {
    process.off("SIGINT", abort).off("SIGTERM", abort);
    if (interruption.signal.aborted) process.kill(process.pid, interruption.signal.reason as NodeJS.Signals);
  }
}
